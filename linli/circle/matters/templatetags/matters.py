"""Where a matter's own page is: later rooms link to it without knowing the room that shows it."""

from django import template

register = template.Library()


@register.filter
def matter_page(pk: int) -> str:
    """Return the public address of a matter."""
    return f"/m/{pk}/"
