"""Questions about matters."""
