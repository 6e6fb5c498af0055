"""Shapes of what comes in when people speak, rate, report, and when staff handle it."""
