"""Deeds of posting."""
