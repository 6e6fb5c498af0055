"""The options of a matter side by side: attributes × options."""

from dataclasses import dataclass
from datetime import datetime

from linli.circle.deliberate import rules
from linli.circle.deliberate.models import MatterOption
from linli.circle.deliberate.refusals import NotThere
from linli.circle.matters.models import Matter
from linli.ground.files.models import StoredFile
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Comparison:
    """The options of a matter, the attributes any of them has, and for each attribute what each option says."""

    matter: Matter
    options: tuple[MatterOption, ...]
    withdrawn: tuple[MatterOption, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    may_compare: bool

    @property
    def cheapest(self) -> int | None:
        """The lowest price among the options that name one, if they differ."""
        prices = {one.price for one in self.options if one.price is not None}
        return min(prices) if len(prices) > 1 else None


def compared(actor: Actor, matter: int, at: datetime) -> Comparison:
    """Return the options of a matter as one table (three queries).

    Raises:
        NotThere: there is no such matter.
    """
    found = Matter.objects.select_related("scope", "community").filter(pk=matter).first()
    if found is None:
        raise NotThere
    every = list(
        MatterOption.objects.filter(matter=found)
        .select_related("proposer")
        .prefetch_related("traits")
        .order_by("id")
    )
    standing = tuple(one for one in every if one.withdrawn_at is None)
    said = [{trait.name: trait.words for trait in one.traits.all()} for one in standing]
    names = list(dict.fromkeys(name for traits in said for name in traits))
    return Comparison(
        matter=found,
        options=standing,
        withdrawn=tuple(one for one in every if one.withdrawn_at is not None),
        rows=tuple((name, tuple(traits.get(name, "") for traits in said)) for name in names),
        may_compare=rules.may_compare(actor, areas.around(found.scope_id), at),
    )


def get(matter: int, option: int) -> MatterOption:
    """Return an option of a matter with its traits.

    Raises:
        NotThere: there is none.
    """
    found = MatterOption.objects.filter(pk=option, matter_id=matter).prefetch_related("traits").first()
    if found is None:
        raise NotThere
    return found


def shows(file: StoredFile) -> bool:
    """Say whether a photo belongs to an option, which anyone may see."""
    return MatterOption.objects.filter(photo_id=file.pk).exists()
