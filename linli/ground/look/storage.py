"""How static files are served."""

from django.contrib.staticfiles.storage import StaticFilesStorage


class LookStorage(StaticFilesStorage):
    """Plain for now."""
