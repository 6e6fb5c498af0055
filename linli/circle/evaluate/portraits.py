"""How an appraisal reads to people: who is appraised, and what of the marks may be shown to whom."""

from dataclasses import dataclass

from django.urls import reverse

from linli.circle.evaluate.models import AppraisalSubject
from linli.circle.evaluate.queries.appraisals import Seen


@dataclass(frozen=True, slots=True)
class Row:
    """One who is appraised: counts (fit, basically, unfit) and the finding; empty while they may not be shown."""

    subject: AppraisalSubject
    name: str
    counts: tuple[int, int, int] | None
    finding: str
    is_unfit_again: bool

    @property
    def address(self) -> str:
        """Where all years of this body or post stand."""
        kind, pk = ("body", self.subject.body_id) if self.subject.body_id else ("post", self.subject.post_id)
        return reverse("evaluate:standing", args=[kind, pk])


def name_of(subject: AppraisalSubject) -> str:
    """Return who is appraised, as lists show them."""
    if subject.body is not None:
        return subject.body.name
    assert subject.post is not None
    holder = subject.post.resident.masked if subject.post.resident else ""
    return f"{subject.post.get_kind_display()} {holder}"


def rows(found: Seen) -> list[Row]:
    """Return what is shown of each subject: counts once they are posted and enough, to observers once counted."""
    shows = found.is_posted or found.must_sign
    return [
        Row(
            subject=one,
            name=name_of(one),
            counts=(one.fit, one.basically, one.unfit)
            if shows and one.marks_count >= found.too_few
            else None,
            finding=one.get_finding_display() if shows else "",
            is_unfit_again=shows and one.in_a_row >= found.in_a_row,
        )
        for one in found.subjects
    ]
