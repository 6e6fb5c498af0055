"""Deliberation: bodies and their meetings, options compared, statements and reactions, minutes and resolutions."""
