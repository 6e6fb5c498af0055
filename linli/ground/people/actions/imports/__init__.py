"""Deeds on imports of the register: brought, read, confirmed, written, undone, forgotten."""
