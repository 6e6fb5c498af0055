"""Understanding what neighbours write: classes, topics, similar texts and proposals for masking, all from characters.

Light to import (numpy only). Training a classifier lives in `civics.text.training` and needs scipy; the command line
in `civics.text.cli` reads workbooks. Nothing here decides anything: people accept, split, merge, mask and correct.

    suggestion = Classifier.loads(blob).suggest("电梯又坏了\\n三单元电梯关人两次，没人来修")
    index = TopicIndex(); placement = index.add(Message(id=1, author="a", title="…", text="…", at=0.0))
    for topic in index.topics(at=now): ...
"""

from civics.text.classes import Classifier
from civics.text.heat import heat
from civics.text.masking import covered, propose_masks
from civics.text.normal import fold
from civics.text.scheme import Kind, Scheme, default_scheme, starter_examples
from civics.text.shapes import Hit, Mask, Member, Message, Placement, Suggestion, Topic
from civics.text.similar import SimilarTexts
from civics.text.topics import TopicIndex, group

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
    "propose_masks",
    "starter_examples",
]
