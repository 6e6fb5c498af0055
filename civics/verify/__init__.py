"""A second, independent count of a published ballot: `recount.py` is one file and needs Python alone."""
