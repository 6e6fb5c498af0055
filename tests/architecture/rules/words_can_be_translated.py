"""What is given to gettext is one fixed text with named places, so that it can be found and translated."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, calls, example, is_room_code

TEXTS = {
    "_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "pgettext": 2, "pgettext_lazy": 2,
    "ngettext": 2, "ngettext_lazy": 2, "npgettext": 3, "npgettext_lazy": 3,
}  # fmt: skip
GETTEXT = set(TEXTS)
UNNAMED = re.compile(r"(?<!%)%[sdrif]|\{\}|\{\d+\}")


def find(source: Source) -> Iterator[Breach]:
    for call, name in calls(source.tree):
        for text in call.args[: TEXTS.get(name.rpartition(".")[2], 0)]:
            if isinstance(text, ast.JoinedStr):
                yield text.lineno, "an f-string inside gettext is looked up too late"
            elif not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                yield text.lineno, "gettext of something that is not one fixed text"
            elif UNNAMED.search(text.value):
                yield text.lineno, "an unnamed place in gettext; write %(name)s"


RULE = Rule(
    says="Texts for gettext are constant and their places are named.",
    where=is_room_code,
    find=find,
    good=(
        example('_("共 %(count)s 件") % {"count": 3}'),
        example('ngettext("%(count)s 件", "%(count)s 件", count)'),
        example('_("满意率 100%%")'),
    ),
    bad=(
        example('_(f"共 {count} 件")'),
        example('gettext("共 %s 件") % count'),
        example('gettext_lazy("共 {} 件").format(count)'),
        example('_("共" + "件" % x)'),
    ),
)
