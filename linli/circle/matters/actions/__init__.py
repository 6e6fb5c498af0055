"""Deeds upon matters."""
