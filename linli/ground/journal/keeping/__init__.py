"""Backups: the whole of one home at one moment, in one file that proves itself when it is put back."""
