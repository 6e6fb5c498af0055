"""The demo neighbours, at three sizes."""
