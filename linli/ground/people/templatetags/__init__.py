"""Template tags of people and territory."""
