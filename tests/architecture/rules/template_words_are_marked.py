"""Chinese words in templates are marked for translation."""

import re
from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, example, is_template
from tests.architecture.rules.words_are_marked import HAN

SPARED = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment.*?endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*trans(?:late)?\s.*?%\}"
    r"|_\(\"[^\"]*\"\)|_\('[^']*'\)"
    r"|<!--.*?-->",
    re.DOTALL,
)
LANGUAGE_NAMES = re.compile(r"lang=\"zh[^\"]*\"[^>]*>[^<]*<")
PAGE = "linli/circle/listen/templates/listen/voice.html"


def find(source: Source) -> Iterator[Breach]:
    text = LANGUAGE_NAMES.sub("", SPARED.sub(lambda match: "\n" * match.group().count("\n"), source.text))
    for number, line in enumerate(text.splitlines(), 1):
        if match := HAN.search(line):
            yield number, f'{line[match.start() : match.start() + 16]!r} is not marked; {{% translate "…" %}}'


RULE = Rule(
    says="No bare Chinese text in templates.",
    where=lambda source: (
        is_template(source) and not set(source.path.parts) & {"demo", "patterns"}
    ),  # specimens
    find=find,
    good=(
        example('<h1>{% translate "我的诉求" %}</h1>', PAGE),
        example("{% blocktranslate %}共 {{ count }} 件{% endblocktranslate %}", PAGE),
        example('{% include "ui/verbs.html" with label=_("保存") %}', PAGE),
        example("{# 听 #}", PAGE),
        example('<a lang="zh-Hans" href="?">中文</a>', PAGE),
    ),
    bad=(
        example("<h1>我的诉求</h1>", PAGE),
        example('{% include "ui/verbs.html" with label="保存" %}', PAGE),
    ),
)
