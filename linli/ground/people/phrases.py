"""Words that several pages of people share, and the sentence of each verb it writes into the journal."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "account.opened": _("开通了登录"),
    "account.phone_proven": _("验证了手机号"),
    "account.known_as_resident": _("和户籍册里的人对上了"),
    "account.pseudonym_chosen": _("改了公开显示的名字"),
}
