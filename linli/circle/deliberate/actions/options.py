"""Writes down the options of a matter and what each is like, so that they can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from linli.circle.deliberate import rules
from linli.circle.deliberate.actions import words
from linli.circle.deliberate.models import MatterOption, OptionTrait
from linli.circle.deliberate.refusals import MayNotCompare, NameTaken, NotThere, NotYourPhoto, PriceIsWrong
from linli.circle.matters.models import Matter
from linli.ground.files.models import StoredFile
from linli.ground.journal.actions import entries
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor

KEEPER = "deliberate"
MOST_TRAITS = 12
HIGHEST = 10**13


@dataclass(frozen=True, slots=True)
class Sketch:
    """What an option says of itself: name, price in fen, who proposed it, a photo, and its traits by name."""

    name: str
    price: int | None = None
    proposer: int | None = None
    proposer_words: str = ""
    photo: int | None = None
    traits: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def add(*, by: Actor, matter: int, sketch: Sketch, at: datetime) -> MatterOption:
    """Put an option beside the others of a matter; the same name and words again change nothing.

    Raises:
        NotThere: there is no such matter.
        MayNotCompare: the actor neither convenes nor moves matters there.
        NameTaken: another option has this name.
        PriceIsWrong, NotYourPhoto, WordsMissing, TooManyWords: the sketch.
    """
    found = _locked(by, matter, at)
    name = words.asked(sketch.name, _("方案的名字"), 60)
    _refuse_unless_sound(by, sketch)
    if MatterOption.objects.filter(matter=found, name=name).exists():
        raise NameTaken(name=name)

    option = MatterOption.objects.create(
        matter=found,
        name=name,
        price=sketch.price,
        proposer_id=sketch.proposer,
        proposer_words=words.within(sketch.proposer_words, 60),
        photo_id=sketch.photo,
        added_at=at,
    )
    _write_traits(option, sketch.traits)
    _tell("matteroption.added", by, option, found, at)
    return option


@transaction.atomic
def change(*, by: Actor, option: int, sketch: Sketch, at: datetime) -> MatterOption:
    """Write an option anew; a photo stays unless a new one is brought.

    Raises:
        NotThere: there is no such option.
        MayNotCompare, NameTaken, PriceIsWrong, NotYourPhoto, WordsMissing, TooManyWords: as in `add`.
    """
    one = _option(option)
    found = _locked(by, one.matter_id, at)
    name = words.asked(sketch.name, _("方案的名字"), 60)
    _refuse_unless_sound(by, sketch)
    if MatterOption.objects.filter(matter=found, name=name).exclude(pk=one.pk).exists():
        raise NameTaken(name=name)

    one.name, one.price = name, sketch.price
    one.proposer_words = words.within(sketch.proposer_words, 60)
    one.photo_id = sketch.photo or one.photo_id
    one.save()
    one.traits.all().delete()
    _write_traits(one, sketch.traits)
    _tell("matteroption.changed", by, one, found, at)
    return one


@transaction.atomic
def withdraw(*, by: Actor, option: int, reason: str, at: datetime) -> MatterOption:
    """Take an option out of the comparison; it stays readable with the reason.

    Raises:
        NotThere: there is no such option, or it is withdrawn.
        MayNotCompare: the actor may not.
        WordsMissing, TooManyWords: the reason.
    """
    one = _option(option)
    found = _locked(by, one.matter_id, at)
    if one.withdrawn_at is not None:
        raise NotThere
    one.withdrawn_reason = words.asked(reason, _("为什么撤回"), 300)
    one.withdrawn_at = at
    one.save()
    _tell("matteroption.withdrawn", by, one, found, at)
    return one


def _option(pk: int) -> MatterOption:
    found = MatterOption.objects.filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def _locked(by: Actor, pk: int, at: datetime) -> Matter:
    found = Matter.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if found is None:
        raise NotThere
    if not rules.may_compare(by, areas.around(found.scope_id), at):
        raise MayNotCompare
    return found


def _refuse_unless_sound(by: Actor, sketch: Sketch) -> None:
    if sketch.price is not None and not 0 <= sketch.price <= HIGHEST:
        raise PriceIsWrong
    if sketch.photo is not None:
        own = StoredFile.objects.filter(pk=sketch.photo, keeper=KEEPER, brought_by=by.account_id)
        if not own.exists() or MatterOption.objects.filter(photo_id=sketch.photo).exists():
            raise NotYourPhoto


def _write_traits(option: MatterOption, traits: Mapping[str, str]) -> None:
    kept = {
        words.within(name, 40): words.within(said, 200) for name, said in list(traits.items())[:MOST_TRAITS]
    }
    OptionTrait.objects.bulk_create(
        OptionTrait(option=option, name=name, words=said) for name, said in kept.items() if name and said
    )


def _tell(verb: str, by: Actor, option: MatterOption, matter: Matter, at: datetime) -> None:
    entries.record(
        verb, by=by.account_id, thing=option, at=at, area=matter.scope_id, matter=matter.pk, public=True
    )
