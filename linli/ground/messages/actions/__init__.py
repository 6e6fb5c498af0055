"""Deeds of telling."""
