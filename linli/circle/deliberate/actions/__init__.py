"""Deeds of deliberation."""
