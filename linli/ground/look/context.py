"""Puts the reader's appearance into every page's context."""

from django.http import HttpRequest
from django.utils.translation import get_language

from linli.ground.look.appearance import COOKIE, Appearance


def look(request: HttpRequest) -> dict[str, object]:
    """Return `look` (the appearance) and an empty `nav`, which pages and later context processors fill."""
    seen = Appearance.read(
        request.COOKIES.get(COOKIE, ""), language=get_language() or "zh-hans", here=request.get_full_path()
    )
    return {"look": seen, "nav": ()}
