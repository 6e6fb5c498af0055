"""An opinion map as lines of text for a person at a terminal."""

from collections.abc import Mapping

from civics.opinion.opinion_map import OpinionMap
from civics.opinion.outcome import notes
from civics.opinion.stability import Stability
from civics.opinion.statements import Voice

STEADY, SHAKY = 0.8, 0.6
WIDTH = 76


def lines(drawn: OpinionMap, stability: Stability | None, words: Mapping[str, str]) -> list[str]:
    """Describe the map: who is on it, the groups, what they say, and what most people share."""
    votes, placed = drawn.votes, int((drawn.member >= 0).sum())
    people = f"{len(votes.participants)} people, {placed} of them placed"
    said = [f"{people}; {len(votes.statements)} statements, {votes.code.size} votes.", *notes(drawn)]
    if len(drawn.groups) > 1:
        fit = drawn.silhouettes.get(len(drawn.groups), 0.0)
        said.append(f"{len(drawn.groups)} groups, fit {fit:.2f} of 1{_steadiness(stability)}.")
    for number, group in enumerate(drawn.groups):
        kept = "" if stability is None else f", keeps {stability.of_groups[number]:.0%} of its people"
        said += ["", f"Group {group.name}: {group.size} people{kept}"]
        said += (
            ["  too few to be given a voice"]
            if group.too_few
            else [_line(drawn, voice, words) for voice in group.voices]
        )
    for title, voices in (("Most people agree:", drawn.agreed), ("Most people disagree:", drawn.disagreed)):
        if voices:
            said += ["", title, *(_line(drawn, voice, words) for voice in voices)]
    return said


def _steadiness(stability: Stability | None) -> str:
    if stability is None:
        return ""
    word = (
        "steady"
        if stability.overall >= STEADY
        else "fairly steady"
        if stability.overall >= SHAKY
        else "shaky"
    )
    return (
        f"; {word}: {stability.overall:.2f} of 1 over {stability.rounds} resamplings, seed {stability.seed}"
    )


def _line(drawn: OpinionMap, voice: Voice, words: Mapping[str, str]) -> str:
    name = drawn.votes.statements[voice.statement]
    text = " ".join(words.get(name, "").split())
    text = f"  {text[: WIDTH - 1]}…" if len(text) > WIDTH else f"  {text}" if text else ""
    few = " (too few asked)" if voice.too_few else ""
    return f"  {voice.side:<8} statement {name}: {voice.count} of {voice.seen}{few}{text}"
