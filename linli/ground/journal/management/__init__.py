"""Of the journal."""
