"""What templates say of matters."""
