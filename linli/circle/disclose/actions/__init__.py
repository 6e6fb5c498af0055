"""Deeds of disclosure."""
