"""N-grams as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from civics.text.grams import codes, gram_ids, gram_text

CHARACTERS = st.text(alphabet=st.characters(min_codepoint=1, max_codepoint=0xD7FF))


@given(CHARACTERS, st.integers(1, 3))
def test_every_gram_can_be_written_out_again(text: str, size: int) -> None:
    written = [gram_text(int(gram)) for gram in gram_ids(codes(text), size)]

    assert written == [text[i : i + size] for i in range(len(text) - size + 1)]


def test_kinds_keep_equal_grams_apart() -> None:
    body, title = gram_ids(codes("电梯"), 2), gram_ids(codes("电梯"), 2, kind=1)

    assert (body != title).all()
    assert [gram_text(int(gram)) for gram in (*body, *title)] == ["电梯", "电梯"]


def test_characters_beyond_sixteen_bits_become_one_sign() -> None:
    assert codes("😀𠮷").tolist() == [0xFFFD, 0xFFFD]


def test_half_a_surrogate_pair_does_not_break_the_count() -> None:
    assert len(codes("a\ud83dz")) == 3
