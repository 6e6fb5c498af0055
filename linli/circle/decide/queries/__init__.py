"""Questions about what is decided."""
