"""Matters: what a neighbourhood is dealing with, and the legal steps of the circle."""
