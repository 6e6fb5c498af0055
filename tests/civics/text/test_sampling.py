"""Placing a message among a few picked out of many."""

from civics.text import Message
from civics.text.sampling import SampledTopics

LIFTS = ["三单元电梯坏了三天没人修", "三单元的电梯天天坏", "电梯坏了爬楼"]


def picked(texts: int, held: dict[str, int]) -> SampledTopics:
    """Three messages out of `texts`."""
    index = SampledTopics(texts, held)
    for number, text in enumerate(LIFTS):
        index.add(Message(number, str(number), "", text))
    return index


def test_what_is_common_among_all_weighs_little_among_the_few() -> None:
    asked = "昨天买菜回来，看见电梯门口围着好多邻居在说话"
    common = {"电梯": 900}

    rare = picked(1000, {}).similar("", asked)[0].likeness
    widespread = picked(1000, common).similar("", asked)[0].likeness

    assert 0 < widespread < rare


def test_the_number_of_a_building_is_no_rare_place_only_because_nobody_counted_it() -> None:
    index = SampledTopics(100_000, {})
    index.add(Message(1, "a", "海棠湾3号楼", "油烟太大，熏得睡不着"))

    same_number = index.similar("观远里3号楼", "早上油烟真难闻")[0].likeness
    same_place = index.similar("海棠湾3号楼", "早上油烟真难闻")[0].likeness

    assert same_place > 2 * same_number


def test_a_pair_written_longer_than_two_characters_is_not_counted() -> None:
    assert picked(1000, {"电梯坏": 5}).similar("", "电梯坏了") == picked(1000, {}).similar("", "电梯坏了")
