"""The default classes and the starter examples."""

from collections import Counter

import pytest

from civics.text import default_scheme, starter_examples


def test_the_default_scheme_has_ten_classes_each_with_names_and_a_reply_class() -> None:
    kinds = default_scheme().kinds

    assert [(kind.key, kind.zh) for kind in kinds] == [
        ("repairs", "房屋设施维修"),
        ("parking_traffic", "停车与交通"),
        ("cleanliness", "环境卫生"),
        ("noise", "噪音扰民"),
        ("safety_fire", "安全与消防"),
        ("disputes", "邻里矛盾"),
        ("care_health", "助老与健康"),
        ("children_culture", "儿童与文体"),
        ("fees_income", "物业费与公共收益"),
        ("other", "其他"),
    ]
    assert {kind.reply for kind in kinds} == {"urgent", "ordinary", "hard"}
    assert all(kind.en and kind.hint for kind in kinds)


def test_every_class_has_at_least_twenty_five_different_sentences_and_some_words() -> None:
    sentences = Counter(key for text, key in set(starter_examples()) if len(text) >= 7)
    words = Counter(key for text, key in set(starter_examples()) if len(text) < 7)

    keys = {kind.key for kind in default_scheme().kinds}
    assert {key for key in keys if sentences[key] >= 25} == keys
    assert {key for key in keys if words[key] >= 20} == keys


def test_no_example_stands_in_two_classes() -> None:
    classes: dict[str, set[str]] = {}
    for text, key in starter_examples():
        classes.setdefault(text, set()).add(key)

    assert [text for text, keys in classes.items() if len(keys) > 1] == []


def test_a_class_is_found_by_its_key() -> None:
    assert default_scheme().kind("noise").en == "Noise"
    with pytest.raises(KeyError):
        default_scheme().kind("weather")
