"""How many opinions became matters, and how many of those were adopted and carried out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from linli.circle.listen.models import Voice
from linli.circle.matters.choices import Stage
from linli.circle.matters.models import Matter

ADOPTED = (Stage.DECIDED, Stage.DELIVERED, Stage.DISCLOSED, Stage.EVALUATED)
DONE = (Stage.DELIVERED, Stage.DISCLOSED, Stage.EVALUATED)
AGAIN = 2


@dataclass(frozen=True, slots=True)
class Conversion:
    """Opinions of a stretch of time, those that stand in a matter, and what became of the matters."""

    voices: int
    in_matters: int
    matters: int
    adopted: int
    done: int

    @property
    def voices_rate(self) -> int | None:
        """Opinions that came to a matter, of all, in thousandths."""
        return _thousandths(self.in_matters, self.voices)

    @property
    def adopted_rate(self) -> int | None:
        """Matters that were adopted, of those opened from opinions, in thousandths."""
        return _thousandths(self.adopted, self.matters)


def of(community: int, since: datetime, until: datetime) -> Conversion:
    """Return the figures of a community over the opinions of a stretch of time (five queries)."""
    voices = Voice.objects.filter(community_id=community, heard_at__gte=since, heard_at__lt=until)
    held = voices.filter(Q(matter__isnull=False) | Q(topic__matter__isnull=False))
    found = Matter.objects.filter(
        Q(pk__in=held.filter(matter__isnull=False).values("matter_id"))
        | Q(pk__in=held.filter(topic__matter__isnull=False).values("topic__matter_id"))
    )
    adopted = found.filter(Q(stage__in=ADOPTED) | Q(lap=AGAIN))
    done = found.filter(Q(stage__in=DONE) | Q(lap=AGAIN))
    return Conversion(voices.count(), held.count(), found.count(), adopted.count(), done.count())


def _thousandths(part: int, whole: int) -> int | None:
    return (2000 * part + whole) // (2 * whole) if whole else None
