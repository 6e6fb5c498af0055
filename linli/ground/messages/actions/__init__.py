"""Deeds of telling and carrying."""
