"""Learning classes from examples."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civics.text import starter_examples
from civics.text.training import OneClass, fit
from tests.civics.text.samples import NOISE, REPAIRS, labelled


def test_what_was_shown_is_known_and_what_resembles_it_is_guessed() -> None:
    model = fit(labelled())

    assert [model.suggest(text).first for text in (*REPAIRS, *NOISE)] == ["repairs"] * 6 + ["noise"] * 6
    assert (model.suggest("电梯坏了三天").first, model.suggest("隔壁唱歌吵死了").first) == (
        "repairs",
        "noise",
    )


@settings(max_examples=10, deadline=None)
@given(st.permutations(labelled()))
def test_the_order_of_examples_and_repeating_them_change_nothing(shuffled: list[tuple[str, str]]) -> None:
    assert fit([*shuffled, *shuffled[:5], ("  ", "noise")]).digest == fit(labelled()).digest


@pytest.mark.parametrize(
    "examples", [[], [("电梯坏了", "repairs")], [("a", "x"), ("b", "x")], [("", "a"), ("", "b")]]
)
def test_less_than_two_classes_are_refused(examples: list[tuple[str, str]]) -> None:
    with pytest.raises(OneClass, match="at least two classes"):
        fit(examples)


def test_one_example_of_a_class_is_enough_to_learn_though_not_to_be_sure() -> None:
    model = fit([("电梯坏了", "repairs"), ("太吵了", "noise")])

    assert (model.suggest("电梯又坏了").first, model.suggest("电梯又坏了").sure) == ("repairs", False)


def test_texts_of_signs_alone_can_be_learnt_from() -> None:
    model = fit([("！！！", "a"), ("？？", "b"), ("…", "a")])

    assert {model.suggest("！").first, model.suggest("？").second} <= {"a", "b"}


def test_a_class_written_once_among_many_is_not_lost() -> None:
    model = fit([*labelled(), ("想当志愿者怎么报名", "other")])

    assert model.suggest("想当志愿者怎么报名").first == "other"


def test_the_starter_model_says_it_is_a_beginner_and_is_never_sure() -> None:
    model = fit(starter_examples(), beginner=True)

    assert model.beginner
    assert [model.suggest(text).first for text, _ in starter_examples()[:5]] == ["repairs"] * 5
    assert not any(model.suggest(text).sure for text, _ in starter_examples()[:50])
    assert model.suggest("地下车库渗水").first == "repairs"


def test_a_model_of_many_like_texts_is_sure_of_them() -> None:
    often = [(f"{text}{number}楼", label) for text, label in labelled() for number in "一二三四五六"]

    assert fit(often).suggest("三单元电梯坏了没人修").sure
