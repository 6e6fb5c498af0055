"""Deeds of delivering."""
