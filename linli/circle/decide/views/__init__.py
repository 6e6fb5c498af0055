"""Doors of deciding."""
