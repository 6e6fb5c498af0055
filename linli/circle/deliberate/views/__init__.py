"""Doors to deliberation: for neighbours and anyone, for conveners on a phone, for staff."""
