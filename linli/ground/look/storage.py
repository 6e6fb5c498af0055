"""Where static files are served from: hashed and compressed once collected, by their plain names before that."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class LookStorage(CompressedManifestStaticFilesStorage):
    """Hashed names when `collectstatic` has run; a fresh checkout and the tests do without it."""

    def stored_name(self, name: str) -> str:
        """Return the hashed name if files have been collected, else the name itself."""
        return str(super().stored_name(name) if self.hashed_files else self.clean_name(name))
