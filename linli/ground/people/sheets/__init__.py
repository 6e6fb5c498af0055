"""Reads register tables as people keep them: finds columns, understands cells, says what is wrong and what to do."""
