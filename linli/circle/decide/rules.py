"""Who may do what with ballots: posts run and witness them where they lie; the roll alone says who votes."""

from datetime import datetime

from linli.circle.decide.models import Ballot, RollLine
from linli.ground.lib.rules import fact
from linli.ground.people.choices import Right
from linli.ground.people.rules import Actor, grants, is_the_house

may_run = is_the_house | grants(Right.RUN_BALLOTS)
may_witness = grants(Right.WITNESS)
may_tell = may_run | may_witness


@fact
def is_the_voter(who: Actor, line: RollLine, _at: datetime) -> bool:
    """Whether the roll names the actor as who casts this vote."""
    return who.resident_id is not None and line.resident_id == who.resident_id


@fact
def stands_on_the_roll(_who: Actor, line: RollLine, _at: datetime) -> bool:
    """Whether the line is in force."""
    return not line.is_struck


@fact
def is_a_neighbour(who: Actor, ballot: Ballot, _at: datetime) -> bool:
    """Whether a resident of the ballot's community acts."""
    return who.resident_id is not None and who.community_id == ballot.community_id


may_vote = is_the_voter & stands_on_the_roll
may_object = is_a_neighbour
