"""Questions about what neighbours think of it."""
