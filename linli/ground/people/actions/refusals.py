"""The noes that several deeds of this room share."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class MayNotKeepRegister(Refusal):
    """The actor holds no post that keeps the register there."""

    code = "may_not_keep_register"
    status = 403
    reason = _("改户籍册要有信息员的岗位。请找社区信息员，或请书记任命。")


class MayNotAppoint(Refusal):
    """The actor holds no post that appoints there."""

    code = "may_not_appoint"
    status = 403
    reason = _("任免岗位要由社区书记或主任来做。")


class MayNotReadSealed(Refusal):
    """The actor holds no post that opens phone and identity numbers there."""

    code = "may_not_read_sealed"
    status = 403
    reason = _("您的岗位看不到这里的手机号和证件号。")


class IsErased(Refusal):
    """The person's data have been erased; nothing can be done to what is left."""

    code = "person_is_erased"
    status = 409
    reason = _("这位居民的资料已经删除，不能再改。")
