"""Shapes of what comes in when bodies meet and neighbours discuss."""
