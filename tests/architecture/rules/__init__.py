"""One rule a file; each carries its own examples and is found by its name RULE."""
