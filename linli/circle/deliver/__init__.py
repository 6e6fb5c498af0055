"""Delivering: projects with their plan, tasks, photos, delays and acceptance."""
