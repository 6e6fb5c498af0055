"""Shapes of what people send about ballots."""
