"""Deeds of the journal itself."""
