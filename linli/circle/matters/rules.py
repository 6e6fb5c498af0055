"""Who may open and move a matter: those whose post says so where it lies; anyone may follow one."""

from datetime import datetime

from linli.ground.lib.rules import fact
from linli.ground.people.choices import Right
from linli.ground.people.rules import Actor, Place, grants, is_the_house

may_move = is_the_house | grants(Right.MOVE_MATTERS)
may_see_board = may_move | grants(Right.READ_VOICES) | grants(Right.READ_FIGURES)


@fact
def is_a_resident(who: Actor, _what: Place, _at: datetime) -> bool:
    """Whether a person of some community acts."""
    return who.resident_id is not None


may_follow = is_a_resident
