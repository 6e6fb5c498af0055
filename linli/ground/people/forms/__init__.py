"""Shapes of what comes in about people."""
