"""What is refused about messages."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NobodysInbox(Refusal):
    """Whoever asks is no resident of the register, so nothing is told to them."""

    code = "nobodys_inbox"
    status = 403
    reason = _("登录并在社区登记过的居民才有消息。请先在“我的”里核对身份。")


class NoSuchMessage(Refusal):
    """There is no such message, or it is somebody else's."""

    code = "no_such_message"
    status = 404
    reason = _("没有找到这条消息，它可能已经满一年删掉了。")


class NoSuchParcel(Refusal):
    """There is no such parcel on the list of staff."""

    code = "no_such_parcel"
    status = 404
    reason = _("没有找到，也许别人已经告诉过了。请回到名单再看。")


class MayNotBring(Refusal):
    """No post of the actor lets them tell residents in person there."""

    code = "may_not_bring"
    status = 403
    reason = _("当面告诉居民要有社区工作人员的岗位。")


class SettledAlready(Refusal):
    """Somebody has seen to it meanwhile."""

    code = "settled_already"
    reason = _("这一份已经有人办了，请回到名单再看。")


class NoPhone(Refusal):
    """A text message cannot go to who has no phone."""

    code = "no_phone"
    reason = _("登记里没有手机号，请当面告诉。")
