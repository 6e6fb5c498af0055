"""Commands about people and territory."""
