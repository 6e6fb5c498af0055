"""Where a matter's own page is: later rooms link to it without knowing the room that shows it."""

from django import template

from linli.circle.matters.queries import addresses

register = template.Library()


@register.filter
def matter_page(pk: int) -> str:
    """Return the public address of a matter."""
    return addresses.public(pk)
