"""Questions about what is posted."""
