"""Opinion maps: people who voted alike stand near each other; the same votes in any order give the same map."""

from civics.opinion.opinion_map import Group, OpinionMap, Settings, carried, draw, refresh
from civics.opinion.outcome import as_json
from civics.opinion.placing import Moderation
from civics.opinion.reading import read_comments, read_votes
from civics.opinion.stability import Stability, measure
from civics.opinion.votes import Votes, gather

__all__ = [
    "Group",
    "Moderation",
    "OpinionMap",
    "Settings",
    "Stability",
    "Votes",
    "as_json",
    "carried",
    "draw",
    "gather",
    "measure",
    "read_comments",
    "read_votes",
    "refresh",
]
