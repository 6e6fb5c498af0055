"""Shapes of what is sent to disclosure."""
