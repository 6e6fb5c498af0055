"""Words that several components share."""

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

STAGES = (
    ("听", pgettext_lazy("stage", "听")),
    ("议", pgettext_lazy("stage", "议")),
    ("决", pgettext_lazy("stage", "决")),
    ("办", pgettext_lazy("stage", "办")),
    ("知", pgettext_lazy("stage", "知")),
    ("评", pgettext_lazy("stage", "评")),
)
"""The six stages: the character that is drawn, and its word."""

SCOPES = (
    pgettext_lazy("scope", "楼道"),
    pgettext_lazy("scope", "楼组"),
    pgettext_lazy("scope", "小区"),
    pgettext_lazy("scope", "社区"),
)
"""How near something is, from the stairwell out to the community."""

_NUMERALS = "零一二三四五六七八九十"


def numeral(number: int) -> str:
    """Return a small number as a reader of the language in force says it: 二 or 2."""
    if not (get_language() or "zh").startswith("zh") or not 0 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def lap_name(number: int) -> str:
    """Return how the lap is called: 第二圈."""
    return _("第%(number)s圈") % {"number": numeral(number)}


def state_word(state: str) -> str:
    """Return the word for a stage's state, as a screen reader says it."""
    words = {
        "done": pgettext("stage state", "已走过"),
        "now": pgettext("stage state", "正在这一步"),
        "open": pgettext("stage state", "还没到"),
        "skip": pgettext("stage state", "不用走"),
    }
    return words[state]
