"""The call-back list as rows of a workbook."""

from collections.abc import Iterable, Sequence

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.circle.evaluate.queries.calls import Call
from linli.circle.listen import workbooks


def written(calls: Iterable[Call]) -> bytes:
    """Return the list as a workbook, names masked."""
    head = [
        _("姓名"),
        _("住处"),
        _("什么事"),
        _("几时截止"),
        _("联系"),
        _("几次"),
        _("记一笔"),
        _("评了没有"),
    ]
    return workbooks.written(_("回访名单"), head, [_row(call) for call in calls])


def _row(call: Call) -> Sequence[object]:
    asking = call.asking
    return (
        asking.resident.masked,
        call.door,
        asking.round.matter.title,
        f"{localtime(asking.round.closes_at):%Y-%m-%d}",
        asking.get_contact_display(),
        asking.tries,
        asking.note,
        _("评了") if call.is_rated else _("没评"),
    )
