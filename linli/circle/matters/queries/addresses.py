"""Where a matter is read: later rooms lead to its page without knowing the room that shows it."""


def public(matter: int) -> str:
    """Return the address of a matter's public page."""
    return f"/m/{matter}/"


def talk(matter: int) -> str:
    """Return the address where neighbours say what they think of a matter."""
    return f"{public(matter)}talk/"
