"""What every template may know about how to look."""

from django.http import HttpRequest


def look(request: HttpRequest) -> dict[str, object]:
    """Return mode, theme, contrast."""
    return {}
