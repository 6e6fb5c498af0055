"""What pages say of a ballot: its result gate by gate, its dates and states in plain words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civics.voting.library import find
from civics.voting.thresholds import Threshold
from linli.circle.decide import phrases
from linli.circle.decide.choices import ABSTAIN, AGAINST, FOR, MODES, SPOILT, Kind, State, Verdict
from linli.circle.decide.models import Ballot, Outcome

KINDS = {
    State.OPEN: "now",
    State.POSTED: "wait",
    State.CLOSED: "wait",
    State.SUSPENDED: "alarm",
    State.SETTLED: "done",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """One threshold of a result: its rule in words, the bar, and whether it was reached."""

    title: str
    rule: str
    parts: tuple[float, ...]
    tick: float
    tick_name: str
    is_reached: bool
    percent: str
    says: str

    @property
    def label(self) -> str:
        """The drawing in one sentence."""
        return f"{self.percent}　{self.says}"


@dataclass(frozen=True, slots=True)
class Result:
    """A result as the page shows it; without numbers where these could tell who voted how."""

    stamp: str
    is_passed: bool
    lead: str
    gates: tuple[Gate, ...]
    rows: tuple[tuple[str, str, str], ...]
    readings: str
    seals: tuple[tuple[str, str], ...]


Numbers = tuple[tuple[Gate, ...], tuple[tuple[str, str, str], ...], str]
"""The gates of a result, its rows, and what both readings of silence say."""
_NOTHING: Numbers = ((), (), "")


def tag_kind(ballot: Ballot) -> str:
    """Return the kind of tag that shows a ballot's state."""
    return KINDS.get(State(ballot.state), "")


def state_words(ballot: Ballot, at: datetime) -> str:
    """Return where a ballot stands, in words that know the time."""
    if ballot.state == State.OPEN and at < ballot.opens_at:
        return _("准备好了，等开始")
    if ballot.state == State.OPEN and at >= ballot.closes_at:
        return _("时间到了，等截止")
    return str(ballot.get_state_display())


def day_and_time(moment: datetime) -> str:
    """Return a moment as a gate sheet says it."""
    local = timezone.localtime(moment)
    return _("%(month)s月%(day)s日%(time)s") % {
        "month": local.month,
        "day": local.day,
        "time": f"{local:%H:%M}",
    }


def choices(ballot: Ballot) -> list[tuple[str, str]]:
    """Return what can be chosen on the paper of a ballot: key and words."""
    said = [(one.key, _words(ballot, one.key, one.words)) for one in ballot.options.all()]
    return [*said, (ABSTAIN, str(phrases.ABSTAIN))] if ballot.may_abstain else said


def rule_words(ballot: Ballot) -> tuple[str, str]:
    """Return the rules of a ballot: their name and source, and what they ask of turnout and agreement."""
    rules = find(ballot.rules)
    quorum = rules.mode(MODES[ballot.basis]).quorum
    if ballot.kind == Kind.YESNO:
        passing: Threshold | None = rules.matter_class(ballot.rules_matter, None).passing
    else:
        passing = rules.elections().bar
    words = []
    if quorum is not None:
        words.append(_asks(_("参加的"), quorum))
    if passing is not None:
        words.append(_asks(_("同意的") if ballot.kind == Kind.YESNO else _("得票最多的"), passing))
    return f"{rules.title}（{'；'.join(rules.sources)}）", "，".join(words)  # han: marks between sources


def result(ballot: Ballot, outcome: Outcome) -> Result:
    """Return the result of a ballot as its page shows it."""
    told = outcome.bundle["document"]["outcome"]
    verdict = Verdict(outcome.verdict)
    chosen = next((one.words for one in ballot.options.all() if one.key == outcome.chosen), "")
    gates, rows, readings = _NOTHING
    if outcome.is_shown:
        gates, rows, readings = _decided(ballot, told) if "said" in told else _elected(told)
    return Result(
        stamp=str(verdict.label),
        is_passed=verdict == Verdict.PASSED,
        lead=_lead(verdict, chosen),
        gates=gates,
        rows=rows,
        readings=readings,
        seals=(
            (_("名册指纹"), _short(ballot.roll_hash)),
            (_("票面封条"), _short(outcome.papers_root)),
            (_("计票规则"), rule_words(ballot)[0]),
        ),
    )


def _decided(ballot: Ballot, told: dict[str, Any]) -> Numbers:
    count = told["statutory"]["counts"]["heads"]
    said = {word: told["said"][word]["heads"] for word in (FOR, AGAINST, ABSTAIN, SPOILT)}
    gates = []
    if count["quorum"] is not None:
        gates.append(_turnout(count["quorum"]))
    shares = tuple(_percent(said[word], count["taking_part"]) for word in (FOR, AGAINST, ABSTAIN))
    gates.append(_agreement(count["passing"], shares, _("同意的够不够")))
    words = {one.key: _words(ballot, one.key, one.words) for one in ballot.options.all()}
    words |= {ABSTAIN: str(phrases.ABSTAIN), SPOILT: str(phrases.SPOILT)}
    rows = [
        (words[word], str(number), _percent_words(number, count["taking_part"]))
        for word, number in said.items()
        if number or word in {FOR, AGAINST}
    ]
    rows.append(
        (
            _("参加合计"),
            str(count["taking_part"]),
            _percent_words(count["taking_part"], count["taking_part"]),
        )
    )
    other = Verdict(told["with_silent"]["verdict"]).label
    decides = Verdict(told["verdict"]).label
    readings = _("没投票的不算参加，结果是“%(decides)s”；若把送达未投的也算上，结果是“%(other)s”。") % {
        "decides": decides,
        "other": other,
    }
    return tuple(gates), tuple(rows), readings


def _elected(told: dict[str, Any]) -> Numbers:
    taking = told["taking_part"]["heads"]
    gates = [_turnout(test) for test in told["quorum"]]
    first = told["standings"][0] if told["standings"] else None
    if first is not None and first["bar"]:
        share = (_percent(first["votes"]["heads"], taking),)
        gates.append(_agreement(first["bar"][0], share, _("最多的一个够不够")))
    rows = [
        (one["candidate"], str(one["votes"]["heads"]), _percent_words(one["votes"]["heads"], taking))
        for one in told["standings"]
    ]
    for word, number in (
        (str(phrases.ABSTAIN), told["blank"]["heads"]),
        (str(phrases.SPOILT), told["void"]["heads"]),
    ):
        if number:
            rows.append((word, str(number), _percent_words(number, taking)))
    rows.append((_("参加合计"), str(taking), _percent_words(taking, taking)))
    return tuple(gates), tuple(rows), ""


def _turnout(test: dict[str, Any]) -> Gate:
    least = _threshold(test).test(0, test["whole"]).missing
    says = ngettext(
        "名册上%(whole)s票，来了%(part)s票。至少要%(least)s票。",
        "名册上%(whole)s票，来了%(part)s票。至少要%(least)s票。",
        test["part"],
    ) % {"whole": test["whole"], "part": test["part"], "least": least}
    share = (_percent(test["part"], test["whole"]),)
    return _gate(test, share, _("来的够不够"), says)


def _agreement(test: dict[str, Any], shares: tuple[float, ...], title: str) -> Gate:
    least = _threshold(test).test(0, test["whole"]).missing
    says = ngettext(
        "%(whole)s票里有%(part)s票。至少要%(least)s票。",
        "%(whole)s票里有%(part)s票。至少要%(least)s票。",
        test["part"],
    ) % {"whole": test["whole"], "part": test["part"], "least": least}
    return _gate(test, shares, title, says)


def _gate(test: dict[str, Any], shares: tuple[float, ...], title: str, says: str) -> Gate:
    numerator, denominator = test["share"]
    return Gate(
        title=title,
        rule=_("%(share)s（%(article)s）")
        % {"share": _least_words(_threshold(test)), "article": test["article"]},
        parts=shares,
        tick=100 * numerator / denominator,
        tick_name=_share_name(numerator, denominator),
        is_reached=test["holds"],
        percent=_percent_words(test["part"], test["whole"]),
        says=says,
    )


def _threshold(test: dict[str, Any]) -> Threshold:
    numerator, denominator = test["share"]
    return Threshold(numerator, denominator, test["inclusive"], test["of"], test["article"])


def _asks(who: str, threshold: Threshold) -> str:
    """Return in one clause what a threshold asks, of which whole."""
    words = (
        _("%(who)s至少要到%(whole)s的%(share)s")
        if threshold.inclusive
        else _("%(who)s要超过%(whole)s的%(share)s")
    )
    whole = _("名册上票数") if threshold.of == "roll" else _("参加票数")
    share = _share_name(threshold.numerator, threshold.denominator)
    return words % {"who": who, "whole": whole, "share": share}


def _least_words(threshold: Threshold) -> str:
    share = _share_name(threshold.numerator, threshold.denominator)
    words = _("至少要到%(share)s，正好也算") if threshold.inclusive else _("要超过%(share)s，正好不算")
    return words % {"share": share}


def _share_name(numerator: int, denominator: int) -> str:
    names = {
        (1, 2): _("一半"),
        (2, 3): _("三分之二"),
        (3, 4): _("四分之三"),
        (1, 3): _("三分之一"),
    }
    return names.get((numerator, denominator), f"{numerator}/{denominator}")


def _lead(verdict: Verdict, chosen: str) -> str:
    if chosen:
        return _("选出来了：%(option)s。") % {"option": chosen}
    return {
        Verdict.PASSED: _("来的够数，同意的也够，这件事通过了。"),
        Verdict.REJECTED: _("来的够数，同意的不够，这件事没有通过。"),
        Verdict.NO_QUORUM: _("来的人不够，这次什么也没定。可以另行重投。"),
        Verdict.UNDECIDED: _("没有一个方案够数，这次什么也没定。可以另行重投。"),
    }[verdict]


def _words(ballot: Ballot, key: str, words: str) -> str:
    """Return an option in the reader's language where the house wrote it, else as it was typed."""
    if ballot.kind == Kind.YESNO:
        return str({FOR: phrases.FOR, AGAINST: phrases.AGAINST}.get(key, words))
    return words


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 3) if whole else 0.0


def _percent_words(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "0%"


def _short(digest: str) -> str:
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def spoilt() -> list[tuple[str, str]]:
    """Return how a spoilt paper is called."""
    return [(SPOILT, str(phrases.SPOILT))]
