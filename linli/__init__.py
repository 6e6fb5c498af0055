"""Linli 邻里: software with which an urban neighbourhood governs itself."""

__version__ = "0.1.0"
