"""Doors of disclosure."""
