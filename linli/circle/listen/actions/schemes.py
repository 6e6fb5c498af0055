"""Gives a community its way of listening: classes, terms, and the desk that owns what nobody else does."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civics.text import default_scheme
from linli.circle.listen import rules
from linli.circle.listen.choices import Urgency
from linli.circle.listen.models import Scheme, Term, Voice, VoiceClass
from linli.circle.listen.queries import schemes
from linli.circle.listen.queries.schemes import Ways
from linli.circle.listen.refusals import MayNotHandle, NoSuchThing, WordsMissing
from linli.ground.journal.actions import entries
from linli.ground.lib.text import tidy
from linli.ground.people.actions import posts
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Area, Post
from linli.ground.people.queries import areas
from linli.ground.people.rules import HOUSE, Actor

# Who keeps the desk, if the post is held: staff first, for the head is who a late answer escalates to.
DESK = (PostKind.COMMUNITY_STAFF, PostKind.DIRECTOR, PostKind.SECRETARY)
# The core names how soon a kind of matter wants its answer; danger to life is never a whole class, but told by words.
URGENCY = {"urgent": Urgency.UTILITY, "ordinary": Urgency.ORDINARY, "hard": Urgency.HARD}
FALLBACK = "other"


def in_force(community: int, at: datetime) -> Ways:
    """Return how a community listens, adopting the default the first time."""
    return schemes.ways(community) or _adopted(community, at)


@transaction.atomic
def adopt(*, community: int, at: datetime) -> Scheme:
    """Give a community the default classes and terms, and a desk; nothing happens when it has them already."""
    known = Scheme.objects.filter(community_id=community).first()
    if known is not None:
        return known
    # no_key: whoever says something meanwhile holds the day's receipt counter and needs a key share of this area.
    # With a plain FOR UPDATE a hundred first voices at once end in a deadlock (tests/circle/listen/test_rush.py).
    area = Area.objects.select_for_update(no_key=True).get(pk=community)
    known = Scheme.objects.filter(community_id=community).first()
    if known is not None:
        return known

    usual = default_scheme()
    scheme = Scheme.objects.create(community=area, name=usual.zh, desk=_desk(area, at), adopted_at=at)
    Term.objects.bulk_create(
        Term(scheme=scheme, urgency=urgency, **term) for urgency, term in schemes.usual_terms().items()
    )
    VoiceClass.objects.bulk_create(
        VoiceClass(
            scheme=scheme,
            key=kind.key,
            name=kind.zh,
            name_en=kind.en,
            hint=kind.hint,
            urgency=URGENCY[kind.reply],
            order=order,
            is_fallback=kind.key == FALLBACK,
        )
        for order, kind in enumerate(usual.kinds)
    )
    entries.record("scheme.adopted", by=HOUSE.account_id, thing=scheme, at=at, area=area.pk, public=True)
    schemes.forget(area.pk)
    return scheme


@transaction.atomic
def change_class(
    *, by: Actor, voice_class: int, name: str, urgency: Urgency, owner: int | None = None, at: datetime
) -> VoiceClass:
    """Rename a class, change its usual urgency or the post it goes to first; voices already heard keep theirs.

    Raises:
        NoSuchThing: there is no such class or post.
        MayNotHandle: no post of the actor handles voices there.
        WordsMissing: the name is blank.
    """
    found = (
        VoiceClass.objects.select_for_update(no_key=True)
        .select_related("scheme")
        .filter(pk=voice_class)
        .first()
    )
    if found is None:
        raise NoSuchThing
    community = found.scheme.community_id
    if not rules.may_handle_voices(by, areas.around(community), at):
        raise MayNotHandle
    if not tidy(name):
        raise WordsMissing
    if (
        owner is not None
        and not Post.objects.filter(pk=owner, area__in=Area.objects.within(community)).exists()
    ):
        raise NoSuchThing

    found.name, found.urgency, found.owner_id = tidy(name)[:60], urgency, owner
    found.save(update_fields=["name", "urgency", "owner"])
    entries.record(
        "scheme.changed", by=by.account_id, thing=found.scheme, at=at, area=community, voice_class=found.pk
    )
    schemes.forget(community)
    return found


@transaction.atomic
def add_classes(*, community: int, names: list[str], at: datetime) -> list[VoiceClass]:
    """Add classes that a community's own labelled examples speak of and its scheme does not know yet, by the house."""
    scheme = adopt(community=community, at=at)
    known = set(VoiceClass.objects.filter(scheme=scheme).values_list("key", flat=True))
    known |= set(VoiceClass.objects.filter(scheme=scheme).values_list("name", flat=True))
    new = [name for name in dict.fromkeys(names) if name not in known]
    made = VoiceClass.objects.bulk_create(
        VoiceClass(scheme=scheme, key=name[:60], name=name[:60], order=len(known) + order)
        for order, name in enumerate(new)
    )
    if made:
        entries.record("scheme.changed", by=None, thing=scheme, at=at, area=community, classes=len(made))
        schemes.forget(community)
    return made


@transaction.atomic
def inherit(*, post: int, at: datetime) -> int:
    """Let the desk take over what an ended post owned, and choose another desk if it was the desk; return how many."""
    for scheme in (
        Scheme.objects.select_for_update(of=("self",), no_key=True)
        .filter(desk_id=post)
        .select_related("community")
    ):
        scheme.desk = _desk(scheme.community, at)
        scheme.save(update_fields=["desk"])
        schemes.forget(scheme.community_id)
    moved = 0
    for voice in Voice.objects.select_for_update(of=("self",), no_key=True).open().filter(owner_id=post):
        voice.owner_id = in_force(voice.community_id, at).scheme.desk_id
        voice.save(update_fields=["owner"])
        entries.record(
            "voice.handed_over",
            by=None,
            thing=voice,
            at=at,
            area=voice.place_id,
            matter=voice.matter_id,
            post=voice.owner_id,
        )
        moved += 1
    return moved


def _adopted(community: int, at: datetime) -> Ways:
    adopt(community=community, at=at)
    found = schemes.ways(community)
    assert found is not None
    return found


def _desk(area: Area, at: datetime) -> Post:
    """The post that answers when nobody else does: one that is held, else the director's seat, vacant if need be."""
    held = Post.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at), area=area, kind__in=DESK, since__lte=at
    )
    found = sorted(
        held, key=lambda post: (post.resident_id is None, DESK.index(PostKind(post.kind)), post.pk)
    )
    if found:
        return found[0]
    return posts.leave_vacant(by=HOUSE, kind=PostKind.DIRECTOR, area=area, at=at)
