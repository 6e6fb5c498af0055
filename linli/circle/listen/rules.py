"""Who may do what with voices: posts grant rights where the voice lies, authors have theirs by being authors."""

from datetime import datetime

from linli.circle.listen.models import Voice
from linli.ground.lib.rules import fact
from linli.ground.people.choices import Right
from linli.ground.people.rules import Actor, grants, is_the_house

may_read_voices = is_the_house | grants(Right.READ_VOICES)
may_handle_voices = is_the_house | grants(Right.HANDLE_VOICES)
may_moderate = is_the_house | grants(Right.MODERATE)
may_speak_for = grants(Right.SPEAK_FOR)
may_visit = grants(Right.READ_VOICES) & grants(Right.SPEAK_FOR)
"""Staff, and grid workers in their grid; not the street's officials, who only read, nor heads, who only speak."""
may_operate = is_the_house | grants(Right.OPERATE)


@fact
def is_signed_in(who: Actor, _voice: Voice, _at: datetime) -> bool:
    """Whether an account acts."""
    return bool(who.account_id)


@fact
def is_the_author(who: Actor, voice: Voice, _at: datetime) -> bool:
    """Whether the actor is the person who said it, by whatever channel."""
    return who.resident_id is not None and voice.author_id == who.resident_id


@fact
def is_the_helper(who: Actor, voice: Voice, _at: datetime) -> bool:
    """Whether the actor spoke for somebody else here."""
    return bool(who.account_id) and voice.helper_id == who.account_id


@fact
def is_readable_by_all(_who: Actor, voice: Voice, _at: datetime) -> bool:
    """Whether the words are public today."""
    return voice.shown == "public"


may_follow = is_the_author | is_the_helper
may_rate = is_the_author
may_appeal = is_the_author
may_report = is_signed_in & is_readable_by_all
