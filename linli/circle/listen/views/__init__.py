"""Doors to listening: for neighbours, for anyone, for staff."""
