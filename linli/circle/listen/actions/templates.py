"""Keeps the replies that staff use often."""

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.circle.listen import rules
from linli.circle.listen.models import ReplyTemplate, VoiceClass
from linli.circle.listen.refusals import MayNotHandle, NoSuchThing, TitleTaken, WordsMissing
from linli.ground.journal.actions import entries
from linli.ground.lib.text import clip, tidy
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

TITLE_LENGTH = 60


@transaction.atomic
def keep(
    *, by: Actor, community: int, title: str, words: str, voice_class: int | None = None, at: datetime
) -> ReplyTemplate:
    """Keep a reply under a title, for one class or for all.

    Raises:
        MayNotHandle: no post of the actor handles voices there.
        NoSuchThing: the community has no such class.
        WordsMissing: title or words are blank.
        TitleTaken: there is one of this title.
    """
    if not rules.may_handle_voices(by, areas.around(community), at):
        raise MayNotHandle
    if (
        voice_class is not None
        and not VoiceClass.objects.filter(pk=voice_class, scheme__community_id=community).exists()
    ):
        raise NoSuchThing
    title, words = clip(tidy(title), TITLE_LENGTH), tidy(words)
    if not (title and words):
        raise WordsMissing
    try:
        with transaction.atomic():
            made = ReplyTemplate.objects.create(
                community_id=community, voice_class_id=voice_class, title=title, words=words
            )
    except IntegrityError as twice:
        raise TitleTaken from twice
    entries.record("template.kept", by=by.account_id, thing=made, at=at, area=community)
    return made


@transaction.atomic
def remove(*, by: Actor, template: int, at: datetime) -> None:
    """Remove a reply template; answers given with it stay.

    Raises:
        NoSuchThing: there is none.
        MayNotHandle: no post of the actor handles voices there.
    """
    found = ReplyTemplate.objects.select_for_update(no_key=True).filter(pk=template).first()
    if found is None:
        raise NoSuchThing
    if not rules.may_handle_voices(by, areas.around(found.community_id), at):
        raise MayNotHandle
    entries.record("template.removed", by=by.account_id, thing=found, at=at, area=found.community_id)
    found.delete()
