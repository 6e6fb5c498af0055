"""Deeds of evaluation."""
