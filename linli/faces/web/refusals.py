"""What is refused about pages that look into several rooms."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NoSuchCommunity(Refusal):
    """There is no such community."""

    code = "no_such_community"
    status = 404
    reason = _("没有找到这个社区。")
