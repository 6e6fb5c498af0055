"""The sentence of each verb that messages write into the journal."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "parcel.handed": _("当面告诉了居民"),
    "parcel.resent": _("请系统再发一次短信"),
    "preference.chosen": _("改了接收消息的方式"),
}
