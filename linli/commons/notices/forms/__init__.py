"""Shapes of what is sent to notices."""
