"""Questions that pages ask across rooms."""
