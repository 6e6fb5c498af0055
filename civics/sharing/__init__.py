"""A cost split among neighbours so that it adds up to the fen, whatever the numbers and their order."""
