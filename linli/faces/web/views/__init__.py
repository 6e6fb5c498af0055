"""Doors of the pages that look into several rooms."""
