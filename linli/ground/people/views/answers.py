"""How the people's desk answers a refusal: what is denied becomes its own page, the rest is told where one stands."""

from linli.ground.lib.refusal import Refusal

DENIED = frozenset({403, 404})


def told(refusal: Refusal) -> str:
    """Return the words of a refusal, to be shown beside the form or above the page.

    Raises:
        Refusal: it denies the whole thing; the border answers with a page of its own.
    """
    if refusal.status in DENIED:
        raise refusal
    return str(refusal)
