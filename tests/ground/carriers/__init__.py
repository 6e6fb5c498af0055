"""Carriers of text messages."""
