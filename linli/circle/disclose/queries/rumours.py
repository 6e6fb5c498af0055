"""What neighbours ask about hearsay, so that a clarification can begin from their question."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from linli.circle.disclose.models import Clarification
from linli.circle.listen.models import Voice
from linli.commons.notices.models import Notice

MOST = 8
# han: what neighbours write when they ask about hearsay
SIGNS = ("听说", "传闻", "传言", "谣言", "据说", "群里说", "真的吗", "是不是真的")


@dataclass(frozen=True, slots=True)
class Answered:
    """A clarification of something that a resident asked."""

    notice: Notice
    resident: int


def asked(community: int) -> list[Voice]:
    """Return open questions of a community that speak of hearsay and whose words anyone may read, newest first."""
    heard = reduce(or_, (Q(text__contains=sign) for sign in SIGNS))
    open_ones = Voice.objects.open().shown_to_all().filter(heard, community_id=community)
    return list(open_ones.select_related("place").order_by("-id")[:MOST])


def question(community: int, voice: int) -> Voice | None:
    """Return a question of a community whose words anyone may read, or None."""
    return Voice.objects.shown_to_all().filter(pk=voice, community_id=community).first()


def answered_by(notice: int) -> Answered | None:
    """Return what a notice clarifies and who asked it; None when it is no clarification or nobody known asked."""
    rows = Clarification.objects.select_related("notice", "voice").filter(notice_id=notice)
    found = rows.filter(voice__author__isnull=False).first()
    if found is None or found.voice is None or found.voice.author_id is None:
        return None
    return Answered(found.notice, found.voice.author_id)
