"""Makes a matter of one voice: staff say which needs it serves, who leads, who answers for it and until when."""

from datetime import datetime

from django.db import transaction

from linli.circle.listen import rules
from linli.circle.listen.actions import concerning, locks
from linli.circle.listen.actions.hearing import tell
from linli.circle.listen.choices import LIVE_MEMBERS
from linli.circle.listen.events import VoiceBecameMatter
from linli.circle.listen.models import TopicMembership
from linli.circle.listen.refusals import IsAMatterAlready, MayNotHandle
from linli.circle.matters.actions import initiatives
from linli.circle.matters.actions.initiatives import Wanted
from linli.circle.matters.choices import Origin
from linli.circle.matters.models import Matter
from linli.ground.journal import news
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@transaction.atomic
def from_voice(*, by: Actor, voice: int, wanted: Wanted, at: datetime) -> Matter:
    """Let a matter stand for one voice; it concerns who said it and who stands behind it.

    Raises:
        NoSuchVoice: there is none.
        MayNotHandle: no post of the actor handles voices there.
        IsAMatterAlready: a matter stands for it, or it is in a topic, whose matter is the one.
        NoSuchPlace, MayNotMove, DueInThePast, NeedsMissing, NoSuchPost, NoSuchBody, TitleMissing: as in
            `matters.initiatives.begin`.
    """
    found = locks.topic_then_voice(voice)
    if not rules.may_handle_voices(by, areas.around(found.place_id), at):
        raise MayNotHandle
    stands = TopicMembership.objects.filter(voice=found, state__in=LIVE_MEMBERS)
    if found.matter_id is not None or stands.exists():
        raise IsAMatterAlready

    matter = initiatives.begin(by=by, wanted=wanted, origin=Origin.VOICE, key=f"voice {found.pk}", at=at)
    found.matter = matter
    found.save(update_fields=["matter"])
    concerning.voices(matter=matter.pk, voices=[found.pk], at=at)
    tell("voice.became_matter", found, by, at)
    news.publish(VoiceBecameMatter(found.pk, matter.pk), at=at)
    return matter
