"""Doors of matters."""
