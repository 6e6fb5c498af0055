"""Listening: voices, their receipts and clocks, topics, answers and ratings."""
