"""How a meeting reads to people: the colour of its state, the words of its notice and quorum, how far it has come."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.circle.deliberate.choices import ItemState, MeetingState, ResolutionState
from linli.circle.deliberate.models import AgendaItem, Meeting
from linli.circle.deliberate.queries.presence import Quorum
from linli.circle.deliberate.rulebook import Rule

_MEETING = {MeetingState.CALLED: "wait", MeetingState.OPEN: "now", MeetingState.ENDED: "done"}
_ITEM = {ItemState.WAITING: "", ItemState.DISCUSSED: "done", ItemState.UNFINISHED: "wait"}
RESOLUTION = {
    ResolutionState.OPEN: "now",
    ResolutionState.DONE: "done",
    ResolutionState.DROPPED: "",
    ResolutionState.REJECTED: "",
}


def meeting_kind(meeting: Meeting) -> str:
    """Return the kind of tag for a meeting's state."""
    return _MEETING.get(MeetingState(meeting.state), "alarm")


def item_kind(item: AgendaItem) -> str:
    """Return the kind of tag for an item's state."""
    return _ITEM[ItemState(item.state)]


def quorum_words(quorum: Quorum, rule: Rule) -> str:
    """Return who is there and whether that is enough, in a sentence or two."""
    facts = {
        "present": quorum.present,
        "entitled": quorum.entitled,
        "least": quorum.least,
        "rule": quorum.words,
    }
    if not rule.resolves:
        return _("来了就能听、就能说。这样的会只听意见，不作决议。")
    if rule.circle == "households":
        return _("应到%(entitled)s户，到了%(present)s户。%(rule)s，就是%(least)s户。") % facts
    return _("应到%(entitled)s人，到了%(present)s人。%(rule)s，就是%(least)s人。") % facts


def notice_words(rule: Rule) -> str:
    """Return by which rule the notice was given."""
    if not rule.notice_days:
        return _("不用提前通知。")
    named = f"{rule.law}{rule.notice_article}"
    if rule.counts_workdays:
        return ngettext(
            "按%(law)s提前%(n)s个工作日通知。", "按%(law)s提前%(n)s个工作日通知。", rule.notice_days
        ) % {"law": named, "n": rule.notice_days}
    return ngettext("按%(law)s提前%(n)s天通知。", "按%(law)s提前%(n)s天通知。", rule.notice_days) % {
        "law": named,
        "n": rule.notice_days,
    }
