"""The tree of areas and the card of one, as staff see them; the log of readings."""

import pytest

from linli.ground.people.actions import readings as deeds
from linli.ground.people.choices import PostKind
from linli.ground.people.queries import readings, territory
from linli.ground.people.refusals import NoSuchThing


def test_the_tree_shows_each_area_under_its_parent_with_posts_held_and_vacant(street):
    branches = territory.tree(street.by("lin_xiao"), street.community, at=street.at)

    assert [(b.area.name, b.depth, b.held, b.vacant) for b in branches] == [
        ("东里块区", 0, 1, 1),
        ("槐荫里", 0, 1, 0),
        ("1号楼", 1, 0, 0),
        ("2号楼", 1, 0, 0),
        ("3号楼", 1, 1, 0),
    ]


def test_a_block_shows_which_of_its_six_officers_are_not_set_up(street):
    card = territory.card(street.by("lin_xiao"), street.east_block.pk, at=street.at)

    assert [post.kind for post in card.posts] == [PostKind.GRID_WORKER, PostKind.BLOCK_HEAD]
    assert [kind.label for kind in card.missing] == [
        "块区学习员",
        "块区文体员",
        "块区环境员",
        "块区互助员",
        "块区调解员",
    ]
    assert [child.name for child in card.children] == ["1号楼", "2号楼"]
    assert (card.homes, card.may_keep, card.may_appoint) == (17, False, True)


def test_only_what_a_post_reaches_has_a_link(street):
    grid_worker = street.by("he_zhiqiang")

    branches = territory.tree(grid_worker, street.community, at=street.at)
    card = territory.card(grid_worker, street.b1.pk, at=street.at)

    assert [b.area.name for b in branches if b.is_open] == ["东里块区", "1号楼", "2号楼"]
    assert [(step.name, step.pk in card.openable) for step in (*card.way, card.area.block)] == [
        ("槐荫里", False),
        ("东里块区", True),
    ]


@pytest.mark.parametrize("name", ["nobody", "shen_an", "zhao_qi", "sun_yue"])
def test_a_card_is_for_those_whose_posts_reach_it(street, name):
    with pytest.raises(NoSuchThing):
        territory.card(street.by(name), street.b1.pk, at=street.at)
    with pytest.raises(NoSuchThing):
        territory.tree(street.by(name), street.community, at=street.at)


def test_a_card_of_nothing_is_refused(street):
    with pytest.raises(NoSuchThing):
        territory.card(street.by("lin_xiao"), 10**12, at=street.at)


def test_a_resident_sees_who_looked_and_why_and_the_watcher_sees_all(street):
    deeds.open_sealed(
        by=street.by("wu_dan"), resident=street.shen_an, part="phone", reason="通知停水", at=street.at
    )
    deeds.open_sealed(
        by=street.by("lin_xiao"), resident=street.zhou_guilan, part="name", reason="走访", at=street.at
    )

    mine = readings.of_me(street.by("shen_an")).rows
    all_of_it = readings.in_community(street.by("fang_ning"), street.community, at=street.at).rows

    assert [(look.post, look.reader, look.part, look.reason) for look in mine] == [
        ("信息员（管户籍册）", "吴*", "手机号", "通知停水")
    ]
    assert [(look.whom, look.part) for look in all_of_it] == [("周*", "姓名"), ("沈*", "手机号")]
    assert readings.of_me(street.by("qian_cheng")).rows == ()
    with pytest.raises(NoSuchThing):
        readings.in_community(street.by("wu_dan"), street.community, at=street.at)


def test_the_log_asks_as_often_for_one_look_as_for_many(street, django_assert_max_num_queries):
    for n in range(6):
        deeds.open_sealed(
            by=street.by("wu_dan"), resident=street.shen_an, part="phone", reason=f"通知{n}", at=street.at
        )

    actor = street.by("shen_an")
    with django_assert_max_num_queries(4):
        assert len(readings.of_me(actor).rows) == 6
