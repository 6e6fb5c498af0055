"""Deeds of listening."""
