"""Of people."""
