"""A map drawn again after more votes: quicker, but the same as one drawn from nothing; letters and sides stay."""

import numpy as np
import pytest

from civics.opinion import Moderation, OpinionMap, Settings, as_json, carried, draw, gather, measure, refresh
from civics.opinion.errors import NoEarlierMap
from civics.opinion.naming import Earlier
from civics.opinion.outcome import read_earlier
from tests.civics.opinion.cases import conversation


def after(made: list[tuple[str, str, int]], count: int) -> OpinionMap:
    return draw(gather(*zip(*made[:count], strict=True)))


@pytest.mark.parametrize(
    ("seed", "people", "statements"), [(1, 40, 12), (2, 150, 40), (3, 400, 90), (4, 90, 200)]
)
def test_a_refreshed_map_is_the_one_drawn_from_nothing(seed: int, people: int, statements: int) -> None:
    made = conversation(seed, people, statements).rows()
    made = [made[i] for i in np.random.default_rng(seed).permutation(len(made))]
    drawn = after(made, len(made) // 3)

    for share in np.linspace(0.4, 1.0, 6):
        votes = gather(*zip(*made[: int(share * len(made))], strict=True))
        refreshed, cold = refresh(drawn, votes), carried(drawn.as_earlier(), draw(votes))
        assert as_json(refreshed, None) == as_json(cold, None)
        drawn = refreshed


def test_a_refreshed_map_is_measured_as_steady_as_the_one_drawn_from_nothing() -> None:
    made = conversation(6, 100, 30).rows()
    drawn, votes = after(made, 1000), gather(*zip(*made, strict=True))

    assert measure(refresh(drawn, votes), seed=3, rounds=4) == measure(
        carried(drawn.as_earlier(), draw(votes)), seed=3, rounds=4
    )


def test_letters_stay_with_the_people_when_sizes_cross() -> None:
    red = [(f"{p}", f"{s}", 1) for p in range(20) for s in range(10)]
    blue = [(f"{p}", f"{s}", -1 if s else 1) for p in range(20, 32) for s in range(10)]
    more = [(f"{p}", f"{s}", -1 if s else 1) for p in range(32, 60) for s in range(10)]
    before = draw(gather(*zip(*red, *blue, strict=True)))
    later = gather(*zip(*red, *blue, *more, strict=True))

    drawn = refresh(before, later)

    assert [(group.name, group.size) for group in before.groups] == [("A", 20), ("B", 12)]
    assert [(group.name, group.size) for group in drawn.groups] == [("B", 40), ("A", 20)]
    assert [(group.name, group.size) for group in draw(later).groups] == [("A", 40), ("B", 20)]


@pytest.mark.parametrize("seed", range(5))
def test_left_stays_left_and_up_stays_up(seed: int) -> None:
    made = conversation(seed, 120, 30, camps=2).rows()
    before = after(made, len(made) - 200)

    drawn = refresh(before, gather(*zip(*made, strict=True)))

    earlier, now = before.as_earlier().places, drawn.as_earlier().places
    both = earlier.keys() & now.keys()
    assert len(both) > 50
    assert all(sum(earlier[p][axis] * now[p][axis] for p in both) >= 0 for axis in range(2))


def test_a_map_keeps_its_own_letters_and_sides() -> None:
    drawn = draw(conversation(9, 90, 25).votes())

    assert as_json(carried(drawn.as_earlier(), drawn), None) == as_json(drawn, None)


def test_a_mirrored_map_has_its_places_statements_and_centres_mirrored_together() -> None:
    drawn = draw(conversation(9, 90, 25).votes())
    seen = drawn.as_earlier()
    mirror = Earlier(seen.letters, {person: (-x, -y) for person, (x, y) in seen.places.items()})

    turned = carried(mirror, drawn)

    assert turned.place.tolist() == (-drawn.place).tolist()
    assert turned.loadings.tolist() == (-drawn.loadings).tolist()
    assert [group.centre for group in turned.groups] == [
        (-x, -y) for x, y in (group.centre for group in drawn.groups)
    ]
    assert turned.name_of_each() == drawn.name_of_each()


def test_a_map_read_from_its_json_passes_on_the_same_letters_and_sides() -> None:
    made = conversation(5, 100, 30).rows()
    before, later = after(made, 1000), draw(gather(*zip(*made, strict=True)))

    read = read_earlier(as_json(before, None))

    assert read == before.as_earlier()
    assert as_json(carried(read, later), None) == as_json(carried(before.as_earlier(), later), None)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"participants": {"1": "A"}}', '{"participants": 3}', "\ud800",
                                  '{"participants": {"1": "A"}, "positions": {"1": [1]}}',
                                  '{"participants": {"1": "A"}, "positions": {"1": [1, 1e999]}}'])  # fmt: skip
def test_what_is_no_map_is_refused(text: str) -> None:
    with pytest.raises(NoEarlierMap):
        read_earlier(text)


def test_new_people_on_new_statements_who_differ_more_turn_the_axes_although_the_old_ones_know_nothing_of_them() -> (
    None
):
    old = conversation(3, 40, 12).rows()
    new = [(f"new {p}", f"new {s}", 1 if (p + s) % 2 else -1) for p in range(60) for s in range(30)]
    before, votes = draw(gather(*zip(*old, strict=True))), gather(*zip(*old, *new, strict=True))

    drawn = refresh(before, votes)

    assert as_json(drawn, None) == as_json(carried(before.as_earlier(), draw(votes)), None)
    apart = {name: drawn.name_of_each()[drawn.votes.participants.index(name)] for name in ("new 0", "new 1")}
    assert apart["new 0"] != apart["new 1"]


def test_a_map_can_be_refreshed_with_nothing_in_common() -> None:
    before = draw(conversation(3, 40, 12).votes())
    made = conversation(4, 40, 12).rows()
    votes = gather(*zip(*((f"other {p}", f"other {s}", c) for p, s, c in made), strict=True))

    assert as_json(refresh(before, votes), None) == as_json(carried(before.as_earlier(), draw(votes)), None)


def test_settings_and_moderation_are_kept() -> None:
    made = conversation(2, 60, 20)
    before = draw(made.votes(), settings=Settings(least_votes=9), moderation=Moderation(out=frozenset({"1"})))

    drawn = refresh(before, made.votes())

    assert (drawn.settings, drawn.moderation) == (before.settings, before.moderation)
    assert as_json(drawn, None) == as_json(before, None)
