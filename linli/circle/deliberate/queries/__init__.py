"""Questions about what is deliberated."""
