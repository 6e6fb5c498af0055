"""Doors of the API, by noun."""
