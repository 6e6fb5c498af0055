"""Shapes of what people send to delivering."""
