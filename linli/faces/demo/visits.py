"""The calls that staff and the grid worker paid in the last half year, told by the deeds themselves."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from linli.circle.listen.actions import visits
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.actions.visits import Paid
from linli.circle.listen.choices import VisitKind
from linli.faces.demo.neighbours import Houses
from linli.ground.people.queries.actors import actor_of


def tell(houses: Houses, *, today: datetime) -> int:
    """Let each call of visits.toml be written down on its day, with what was heard there; return how many."""
    told = tomllib.loads(Path(__file__).with_name("visits.toml").read_text(encoding="utf-8"))["visit"]
    for story in told:
        at = today - timedelta(days=story["ago"])
        by, to = actor_of(houses.accounts[story["who"]], at), story["to"]
        target = houses.areas[to].pk if to in houses.areas else houses.bodies[to].pk
        call = Paid(VisitKind(story["kind"]), target, at.date(), story["note"])
        paid = visits.record(by=by, visit=call, at=at)
        if "heard" in story:
            said = Said(text=story["heard"], place_words=story["spot"])
            visits.hear(by=by, visit=paid.pk, said=said, at=at)
    return len(told)
