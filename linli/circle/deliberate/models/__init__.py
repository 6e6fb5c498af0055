"""Records of deliberation."""

from linli.circle.deliberate.models.body import Charter, Exclusion, Slot
from linli.circle.deliberate.models.hours import HoursNote, OpenHours
from linli.circle.deliberate.models.meeting import AgendaItem, Attendance, Meeting
from linli.circle.deliberate.models.minutes import Erratum, Minutes, MinutesSignature, Resolution
from linli.circle.deliberate.models.option import MatterOption, OptionTrait
from linli.circle.deliberate.models.talk import Reaction, Statement, StatementReport, Talk

__all__ = [
    "AgendaItem",
    "Attendance",
    "Charter",
    "Erratum",
    "Exclusion",
    "HoursNote",
    "MatterOption",
    "Meeting",
    "Minutes",
    "MinutesSignature",
    "OpenHours",
    "OptionTrait",
    "Reaction",
    "Resolution",
    "Slot",
    "Statement",
    "StatementReport",
    "Talk",
]
