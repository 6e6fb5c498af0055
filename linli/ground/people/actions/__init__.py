"""Deeds on people and places."""
