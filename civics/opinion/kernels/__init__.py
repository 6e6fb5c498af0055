"""The loops that become machine code; nothing else in this family imports numba."""
