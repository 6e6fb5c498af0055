"""Who may do what with notices: posts grant drafting and signing where the notice hangs; the author never signs."""

from datetime import datetime

from linli.ground.lib.rules import fact
from linli.ground.people.choices import Right
from linli.ground.people.rules import Actor, Place, grants, is_the_house

may_post = is_the_house | grants(Right.POST_NOTICES)
may_approve = grants(Right.APPROVE_NOTICES)
may_moderate = grants(Right.MODERATE)
may_see_drafts = may_post | may_approve


@fact
def is_a_resident(who: Actor, _what: Place, _at: datetime) -> bool:
    """Whether a person of the register acts."""
    return who.resident_id is not None


@fact
def lives_around(who: Actor, what: Place, _at: datetime) -> bool:
    """Whether the actor is a resident of the community that holds the place."""
    return who.resident_id is not None and who.community_id in what.around


may_ask = lives_around
may_follow = is_a_resident
