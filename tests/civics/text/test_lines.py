"""Texts as the classifier counts them."""

from civics.text.grams import gram_text
from civics.text.lines import count, one_text


def counted(text: str) -> dict[str, float]:
    """The counts under readable n-grams."""
    grams, times = count(text)
    return {gram_text(int(gram)): float(number) for gram, number in zip(grams, times, strict=True)}


def test_single_characters_and_pairs_are_counted_without_punctuation() -> None:
    assert counted("电梯，坏！") == {"电": 1, "梯": 1, "坏": 1, "电梯": 1, "梯坏": 1}


def test_a_title_counts_twice_and_does_not_run_into_the_body() -> None:
    assert counted(one_text("灯坏", "修")) == {"灯": 2, "坏": 2, "灯坏": 2, "修": 1}


def test_figures_and_lettered_regions_are_blurred() -> None:
    assert counted("A5区2019年") == counted("B12区７年")


def test_title_and_body_are_put_together_only_when_both_are_there() -> None:
    assert [one_text(" 路灯\n坏 ", " 不亮 "), one_text("", " 不亮 "), one_text("路灯", " ")] == [
        "路灯 坏\n不亮",
        "不亮",
        "路灯",
    ]


def test_nothing_said_counts_nothing() -> None:
    assert counted(" \n，。 ") == {}
