"""Notices: postings of at least so many days, questions under them, and prints for the gate."""
