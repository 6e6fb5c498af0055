"""What evaluation does when it hears news: agree to steps, open rounds, ask people; each once."""

from uuid import UUID

from django.utils import timezone

from linli.circle.evaluate.actions import rounds
from linli.circle.evaluate.choices import Electorate
from linli.circle.evaluate.events import AppraisalCounted, AppraisalOpened, RoundOpened
from linli.circle.evaluate.queries import appraisals
from linli.circle.evaluate.queries import rounds as questions
from linli.circle.matters.events import MatterMoved
from linli.circle.matters.queries import concerned
from linli.ground.lib import clock
from linli.ground.messages.actions.telling import News, tell


def agree(event: MatterMoved, _event_id: UUID) -> None:
    """Agree, in the same breath, that a matter takes a step; refuse to close it past its neighbours."""
    rounds.agree(matter=event.matter_id, stage=event.stage, at=clock.now())


def open_round(event: MatterMoved, _event_id: UUID) -> None:
    """Open the round of a matter whose result became public, or that was answered."""
    if event.stage in rounds.TO_EVALUATE:
        rounds.open_for(matter=event.matter_id, at=clock.now())


def ask(event: RoundOpened, event_id: UUID) -> None:
    """Ask everyone whom the matter concerns what they think."""
    found = questions.get(event.round_id)
    if found is None:
        return
    until = timezone.localtime(found.closes_at)
    news = News(
        fact=f"round:{event_id}",
        words="round.asked",
        link=f"/rate/{found.pk}/",
        facts={"title": found.matter.title, "month": until.month, "day": until.day},
        matter=found.matter_id,
    )
    asked = set(questions.asked(found.pk))
    why = {pk: reason for pk, reason in concerned.by(found.matter_id).items() if pk in asked}
    tell(news, to=why, at=clock.now())


def ask_electorate(event: AppraisalOpened, event_id: UUID) -> None:
    """Ask the representatives, or all grown-up residents, to appraise; those appraised are not asked."""
    found = appraisals.get(event.appraisal_id)
    if found is None:
        return
    why = "appraises" if found.electorate == Electorate.REPRESENTATIVES else "lives_there"
    until = timezone.localtime(found.closes_at)
    facts = {"year": found.year, "month": until.month, "day": until.day}
    news = News(f"appraisal:{event_id}", "appraisal.asked", f"/appraisals/{found.pk}/", facts)
    tell(news, to=dict.fromkeys(appraisals.asked(found, clock.now()), why), at=clock.now())


def ask_observers(event: AppraisalCounted, event_id: UUID) -> None:
    """Ask the observers to look at what was counted, and sign."""
    found = appraisals.get(event.appraisal_id)
    if found is None:
        return
    news = News(
        f"appraisal:{event_id}", "appraisal.to_sign", f"/appraisals/{found.pk}/", {"year": found.year}
    )
    tell(news, to=dict.fromkeys(appraisals.observers(found.pk), "observes"), at=clock.now())
