"""Records of listening."""

from linli.circle.listen.models.intake import VoiceExport, VoiceImport, VoiceImportError
from linli.circle.listen.models.moderation import Hiding, Report
from linli.circle.listen.models.reply import Answer, Escalation, Pause, Rating
from linli.circle.listen.models.scheme import (
    ClassifierModel,
    Correction,
    Example,
    ReplyTemplate,
    Scheme,
    Term,
    VoiceClass,
)
from linli.circle.listen.models.search import TermCount, VoiceTally, VoiceTerm
from linli.circle.listen.models.topic import Support, Topic, TopicMembership
from linli.circle.listen.models.visit import Visit, VisitVoice
from linli.circle.listen.models.voice import (
    MaskProposal,
    NoticeLetter,
    ReceiptCounter,
    Voice,
    VoiceOriginal,
    VoicePhoto,
    VoiceSound,
)

__all__ = [
    "Answer",
    "ClassifierModel",
    "Correction",
    "Escalation",
    "Example",
    "Hiding",
    "MaskProposal",
    "NoticeLetter",
    "Pause",
    "Rating",
    "ReceiptCounter",
    "ReplyTemplate",
    "Report",
    "Scheme",
    "Support",
    "Term",
    "TermCount",
    "Topic",
    "TopicMembership",
    "Visit",
    "VisitVoice",
    "Voice",
    "VoiceClass",
    "VoiceExport",
    "VoiceImport",
    "VoiceImportError",
    "VoiceOriginal",
    "VoicePhoto",
    "VoiceSound",
    "VoiceTally",
    "VoiceTerm",
]
