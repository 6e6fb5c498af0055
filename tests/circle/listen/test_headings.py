"""The names of topics: short, from what the voices share; and what is too little to share."""

import pytest

from linli.circle.listen.queries.headings import LONGEST, heading, say_enough


@pytest.mark.parametrize(
    ("title", "text", "words", "places", "expected"),
    [
        (
            "",
            "您好，3号楼前的路灯不亮了，晚上看不见，请修。",
            ["路灯", "不亮"],
            ["3号楼"],
            "3号楼前的路灯不亮了",
        ),
        ("", "晚上路灯不亮，请修。", ["路灯", "不亮"], ["3号楼"], "3号楼 晚上路灯不亮"),
        ("反映电梯问题", "2单元电梯又坏了", ["电梯", "坏了"], [], "2单元电梯又坏了"),
        ("", "什么也不像", ["路灯"], ["3号楼"], "3号楼 路灯"),
        ("", "", [], [], ""),
    ],
)
def test_a_topic_is_named_by_the_clause_that_holds_what_is_shared(
    title: str, text: str, words: list[str], places: list[str], expected: str
) -> None:
    assert heading(title, text, words, places) == expected


def test_a_long_sentence_is_named_from_its_first_shared_word_on() -> None:
    text = "尊敬的各位领导我是本小区的一名普通业主现在向你们反映搅拌站噪音扰民和粉尘污染的问题"

    found = heading("", text, ["搅拌站", "噪音"], [])

    assert (found, len(found) <= LONGEST) == ("搅拌站噪音扰民和粉尘污染的问题", True)


@pytest.mark.parametrize(
    ("words", "places", "is_enough"),
    [
        (["3号楼"], [], False),
        (["3号楼", "2单元"], ["3号楼2单元"], False),
        (["第52天"], [], False),
        ([], ["星沙小区"], False),
        (["路灯"], [], True),
        (["3号楼", "漏水"], ["3号楼"], True),
    ],
)
def test_the_number_of_a_building_alone_joins_nobody(
    words: list[str], places: list[str], is_enough: bool
) -> None:
    assert say_enough(words, places) is is_enough
