"""The sentence of each verb that the faces write into the journal."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "calendarkey.made": _("给自己的日历换了新的地址"),
    "calendarkey.revoked": _("收回了自己日历的地址"),
}
