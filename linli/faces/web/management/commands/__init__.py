"""Commands of the faces."""
