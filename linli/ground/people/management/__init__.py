"""Doors for whoever runs the house."""
