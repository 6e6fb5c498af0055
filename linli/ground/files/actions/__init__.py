"""Deeds upon files."""
