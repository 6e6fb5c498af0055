"""Questions about what is being done."""
