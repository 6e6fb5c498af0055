"""Deeds of the pages that look into several rooms."""
