"""Questions about what was told."""
