"""Understanding what neighbours write: classes, topics, similar texts, proposals for masking; all from characters.

Light to import (numpy only). Training lives in `civics.text.training` (scikit-learn), measuring and comparing
models in `civics.text.scoring`, the command line in `civics.text.cli`. Nothing here decides: people accept, split,
merge, mask and correct.

    suggestion = Classifier.loads(blob).suggest(one_text("电梯又坏了", "三单元电梯关人两次，没人来修"))
    index = TopicIndex()
    placement = index.add(Message(id=1, author="a", title="…", text="…", at=0.0))
    for topic in index.topics(at=now): ...
"""

from civics.text.classes import Classifier
from civics.text.grouping import group
from civics.text.heat import heat
from civics.text.lines import one_text
from civics.text.masking import covered, propose_masks
from civics.text.normal import fold
from civics.text.scheme import Kind, Scheme, default_scheme, starter_examples
from civics.text.shapes import Hit, Mask, Member, Message, Placement, Suggestion, Topic
from civics.text.similar import SimilarTexts
from civics.text.topics import TopicIndex

__all__ = [
    "Classifier",
    "Hit",
    "Kind",
    "Mask",
    "Member",
    "Message",
    "Placement",
    "Scheme",
    "SimilarTexts",
    "Suggestion",
    "Topic",
    "TopicIndex",
    "covered",
    "default_scheme",
    "fold",
    "group",
    "heat",
    "one_text",
    "propose_masks",
    "starter_examples",
]
