"""Questions about what is disclosed."""
