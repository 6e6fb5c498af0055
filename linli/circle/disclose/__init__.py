"""Disclosure: what must be posted when, the monthly money sheet, rumours and clarifications."""
