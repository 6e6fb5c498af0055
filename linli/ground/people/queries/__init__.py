"""Questions about people and places."""
