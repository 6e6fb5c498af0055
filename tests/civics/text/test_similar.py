"""Texts like this one."""

from civics.text import SimilarTexts
from tests.civics.text.samples import said


def filled() -> SimilarTexts:
    """An index of the eleven messages."""
    index = SimilarTexts()
    for message in said():
        index.add(message.id, message.title, message.text)
    return index


def test_the_most_alike_come_first_with_the_words_and_the_place_they_share() -> None:
    hits = filled().query("", "幸福里3号楼电梯坏了，没人修", k=3)

    assert {hit.id for hit in hits} == {1, 2, 3}
    assert hits[0].likeness >= hits[1].likeness >= hits[2].likeness > 0
    assert all("电梯" in " ".join(hit.words) for hit in hits)
    assert any("3号楼" in place for hit in hits for place in hit.places)


def test_nothing_in_common_gives_no_likeness() -> None:
    assert all(hit.likeness == 0 for hit in filled().query("", "zzzz"))


def test_an_empty_text_and_an_empty_index_are_answered() -> None:
    assert filled().query("", "") == ()
    assert SimilarTexts().query("", "电梯") == ()


def test_a_removed_text_is_found_no_more_and_a_replaced_one_only_as_new() -> None:
    index = filled()
    index.remove(1)
    index.add(2, "", "老年食堂几点开饭")

    hits = index.query("", "3号楼的电梯坏了三天，天天爬十八层", k=10)

    assert (1 in index, len(index)) == (False, 10)
    assert 1 not in {hit.id for hit in hits}
    assert next((hit.likeness for hit in hits if hit.id == 2), 0.0) < 0.1


def test_asking_compares_no_more_than_sixty_four_texts_however_many_there_are() -> None:
    index = SimilarTexts()
    for number in range(600):
        index.add(number, "", f"{number % 7}号楼的电梯坏了第{number}次，没有人来修")
    before = index.compared

    index.query("", "3号楼电梯坏了")

    assert index.compared - before == 64
