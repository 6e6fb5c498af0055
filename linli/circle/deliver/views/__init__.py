"""Doors of delivering."""
