"""What is refused about pages that look into several rooms."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NoSuchCommunity(Refusal):
    """There is no such community."""

    code = "no_such_community"
    status = 404
    reason = _("没有找到这个社区。")


class NoCalendar(Refusal):
    """Whoever asks is no resident, or the secret address leads nowhere (any more)."""

    code = "no_calendar"
    status = 404
    reason = _("这个日历地址没有用了，请在“我的日历”里换一个新的。")
