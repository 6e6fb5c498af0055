"""Measuring a model, and letting a new one take over."""

import pytest

from civics.text.scoring import NothingToMeasure, compare, held_back, score
from civics.text.training import fit
from tests.civics.text.samples import NOISE, REPAIRS, labelled

MANY = [(f"{text}{number}", label) for text, label in labelled() for number in "甲乙丙丁"]
SWAPPED = [(text, "noise" if label == "repairs" else "repairs") for text, label in labelled()]


def test_a_score_is_counted_by_hand() -> None:
    texts = [(text, "repairs") for text in REPAIRS[:3]] + [(NOISE[0], "noise"), (NOISE[1], "repairs")]

    measured = score(fit(labelled()), texts)

    assert (measured.texts, measured.accuracy, measured.top2) == (5, 0.8, 1.0)
    assert measured.by_class == (("noise", 1, 2 / 3), ("repairs", 4, 6 / 7))
    assert measured.macro_f1 == (2 / 3 + 6 / 7) / 2


def test_a_label_the_model_does_not_know_counts_as_wrong() -> None:
    measured = score(fit(labelled()), [(REPAIRS[0], "repairs"), ("想当志愿者", "other")])

    assert (measured.accuracy, measured.top2) == (0.5, 0.5)


def test_nothing_cannot_be_measured() -> None:
    with pytest.raises(NothingToMeasure):
        score(fit(labelled()), [])


def test_a_better_model_takes_over_and_a_worse_one_does_not() -> None:
    good, bad = fit(labelled()), fit(SWAPPED)

    assert (compare(bad, good, MANY).takes_over, compare(bad, good, MANY).verdict) == (True, "better")
    assert (compare(good, bad, MANY).takes_over, compare(good, bad, MANY).verdict) == (False, "worse")
    assert (compare(good, good, MANY).takes_over, compare(good, good, MANY).verdict) == (True, "equal")


def test_too_few_texts_decide_nothing() -> None:
    comparison = compare(fit(SWAPPED), fit(labelled()), MANY[:29])

    assert (comparison.takes_over, comparison.verdict) == (False, "too_few")


def test_a_model_that_forgot_a_class_does_not_take_over() -> None:
    old = fit([*labelled(), ("想当志愿者怎么报名", "other")])

    assert compare(old, fit(labelled()), MANY).verdict == "class_gone"


def test_a_model_that_ruins_one_class_does_not_take_over_though_better_on_the_whole() -> None:
    third = [
        (f"{word}丢了请帮忙找{number}", "lost") for word in ("猫", "狗", "钥匙") for number in "甲乙丙丁"
    ]
    old = fit([*SWAPPED, *third])
    new = fit([*labelled(), *((text, "repairs") for text, _ in third), ("龘", "lost")])

    comparison = compare(old, new, [*MANY, *third])

    assert (comparison.takes_over, comparison.verdict, comparison.lost) == (False, "class_lost", ("lost",))


def test_what_is_held_back_is_held_back_every_time_and_is_about_a_fifth() -> None:
    texts = [(f"第{number}条", "x") for number in range(2_000)]
    learn, held = held_back(texts)

    assert sorted([*learn, *held]) == sorted(texts)
    assert 300 < len(held) < 500
    assert held_back(reversed(texts))[1] == held[::-1]
