"""Shapes in which pages leave the house: feeds, calendars, open data."""
