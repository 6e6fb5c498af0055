"""An opinion map as canonical JSON: the same votes and settings give the same bytes, for ever."""

import json
from typing import Any

import numpy as np

from civics import __version__
from civics.canonical import FORMAT
from civics.opinion.axes import GRAIN
from civics.opinion.errors import NoEarlierMap
from civics.opinion.naming import Earlier
from civics.opinion.opinion_map import OpinionMap
from civics.opinion.stability import Stability
from civics.opinion.statements import Statistics, Voice, priorities

RULE = "opinion-map"
RULE_SET = {"name": "civics.opinion", "date": "2026-11-21"}  # the day a formula here last moved anybody
MEASURES = ("agree", "disagree", "seen", "pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")

Json = dict[str, Any]


def as_json(drawn: OpinionMap, stability: Stability | None) -> str:
    """Return the whole map as one line of JSON with sorted keys.

    The envelope is that of every family; measures are binary fractions, written as short as reads back the same.
    """
    return json.dumps(
        as_document(drawn, stability), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def as_document(drawn: OpinionMap, stability: Stability | None) -> Json:
    """Return the map as plain dictionaries, lists, strings and numbers."""
    votes = drawn.votes
    each = list(zip(votes.participants, drawn.name_of_each(), strict=True))
    placed = np.flatnonzero(drawn.member >= 0)
    spots = (drawn.place[placed] / GRAIN).tolist()
    cast = votes.cast_by().tolist()
    return {
        "format": FORMAT,
        "library": f"civics {__version__}",
        "rule": RULE,
        "rule_set": RULE_SET,
        "input_sha256": votes.digest(),
        "seed": None if stability is None else stability.seed,
        "settings": _settings(drawn),
        "input": _input(drawn),
        "k": len(drawn.groups),
        "silhouettes": {str(groups): round(fit, 9) for groups, fit in drawn.silhouettes.items()},
        "stability": None if stability is None else round(stability.overall, 9),
        "stability_rounds": None if stability is None else stability.rounds,
        "axes": {"explained": [round(share, 6) for share in drawn.axes.explained]},
        "participants": {person: name for person, name in each if name is not None},
        "positions": {votes.participants[p]: spot for p, spot in zip(placed.tolist(), spots, strict=True)},
        "not_placed": {person: cast[p] for p, (person, name) in enumerate(each) if name is None},
        "groups": _groups(drawn, stability),
        "consensus": {
            "agree": [_voice(drawn, voice) for voice in drawn.agreed],
            "disagree": [_voice(drawn, voice) for voice in drawn.disagreed],
        },
        "statements": _statements(drawn),
        "notes": notes(drawn),
    }


def read_earlier(text: str) -> Earlier:
    """Read from a map's JSON what a later map needs to keep its letters and its sense of direction.

    Raises:
        NoEarlierMap: it is not what `as_json` writes.
    """
    try:
        found = json.loads(text)
        letters = {str(person): str(letter) for person, letter in found["participants"].items()}
        spots = {
            person: tuple(round(float(value) * GRAIN) for value in found["positions"][person])
            for person in letters
        }
        return Earlier(letters, {person: (x, y) for person, (x, y) in spots.items()})
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as broken:
        raise NoEarlierMap("The earlier map is not one that --json has written.") from broken


def notes(drawn: OpinionMap) -> list[str]:
    """Say in plain sentences where the map should be read with care."""
    said = []
    spots = drawn.place[drawn.member >= 0]
    placed, people = len(spots), drawn.member.size
    least = min(drawn.settings.least_votes, drawn.counting.width)
    if placed < people:
        missing = f"{people - placed} of {people} people are not placed"
        said.append(f"{missing}: fewer than {least} votes on the map.")
    if placed == 0:
        said.append("Too few votes to place anybody.")
    elif len(drawn.groups) > 1:
        small = [group for group in drawn.groups if group.too_few]
        said += [f"Group {group.name} is too few ({group.size}) to be given a voice." for group in small]
    elif placed > 1 and (spots == spots[0]).all():
        said.append("All placed people stand at one place.")
    else:
        said.append(f"Too few people are placed ({placed}) to speak of groups.")
    if drawn.votes.cancelled:
        said.append(
            f"{drawn.votes.cancelled} pairs of different votes carry the same time and count as a pass."
        )
    return said


def _settings(drawn: OpinionMap) -> Json:
    return {
        "as_polis": drawn.settings.as_polis,
        "k": drawn.settings.groups,
        "least_votes": drawn.settings.least_votes,
        "meta": sorted(drawn.moderation.meta),
        "moderated_out": sorted(drawn.moderation.out),
    }


def _input(drawn: OpinionMap) -> Json:
    votes = drawn.votes
    return {
        "participants": len(votes.participants),
        "placed": int((drawn.member >= 0).sum()),
        "statements": len(votes.statements),
        "statements_on_map": int(drawn.counting.on_map.sum()),
        "votes": int(votes.code.size),
        "votes_replaced": votes.replaced,
        "votes_cancelled": votes.cancelled,
    }


def _groups(drawn: OpinionMap, stability: Stability | None) -> list[Json]:
    return [
        {
            "name": group.name,
            "size": group.size,
            "too_few": group.too_few,
            "centre": list(group.centre),
            "stability": None if stability is None else round(stability.of_groups[number], 9),
            "representative": [_voice(drawn, voice) for voice in group.voices],
        }
        for number, group in enumerate(drawn.groups)
    ]


def _voice(drawn: OpinionMap, voice: Voice) -> Json:
    said: Json = {
        "statement": drawn.votes.statements[voice.statement],
        "side": voice.side,
        "count": voice.count,
        "seen": voice.seen,
        "too_few": voice.too_few,
        "share": voice.share,
        "share_test": voice.share_test,
    }
    if voice.against_rest:
        said |= {"against_rest": voice.against_rest, "against_rest_test": voice.against_rest_test}
        said["best_agreed"] = voice.best_agreed
    return said


def statement_places(
    drawn: OpinionMap,
) -> tuple[np.ndarray[Any, np.dtype[np.float64]], np.ndarray[Any, np.dtype[np.float64]]]:
    """Return where someone who only agreed with each statement would stand, and Polis' extremity.

    The extremity is that distance times the root of the number of statements.
    """
    agreeing = drawn.axes.level.reshape(-1, 3)[:, 2]
    spots = (drawn.loadings / GRAIN * agreeing).T
    return spots, np.hypot(spots[:, 0], spots[:, 1]) * np.sqrt(drawn.counting.width)


def _statements(drawn: OpinionMap) -> list[Json]:
    votes, counts = drawn.votes, drawn.counts
    everyone, placed = counts.sum(axis=0), counts[:-1].sum(axis=0)
    spots, extremity = statement_places(drawn)
    meta = np.array([name in drawn.moderation.meta for name in votes.statements], dtype=bool)
    wanted = priorities(placed, extremity, meta)
    agreed, disagreed = drawn.statistics.common_ground() if drawn.statistics else (None, None)
    rows = []
    for column, name in enumerate(votes.statements):
        row: Json = {
            "id": name,
            "on_map": bool(drawn.counting.on_map[column]),
            "agree": int(everyone[column, 2]),
            "disagree": int(everyone[column, 0]),
            "seen": int(everyone[column].sum()),
            "position": spots[column].tolist(),
            "extremity": float(extremity[column]),
            "priority": float(wanted[column]),
        }
        if drawn.statistics is not None and agreed is not None and disagreed is not None:
            row["common_ground"] = {"agree": float(agreed[column]), "disagree": float(disagreed[column])}
            row["groups"] = {
                group: _measures(drawn.statistics, number, column) for number, group in enumerate(drawn.names)
            }
        rows.append(row)
    return rows


def _measures(found: Statistics, group: int, column: int) -> Json:
    return {name: getattr(found, name)[group, column].item() for name in MEASURES}
