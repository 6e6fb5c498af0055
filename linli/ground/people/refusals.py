"""The noes that questions and deeds of this room share."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class MayNotReadRegister(Refusal):
    """The actor holds no post that reads the register there."""

    code = "may_not_read_register"
    status = 403
    reason = _("您的岗位看不到这里的户籍册。")


class NoSuchHome(Refusal):
    """There is no such home, or none the actor may know of."""

    code = "no_such_home"
    status = 404
    reason = _("没有这套房，或者您的岗位看不到它。")


class NoSuchThing(Refusal):
    """There is no such thing, or none the actor may know of."""

    code = "no_such_thing"
    status = 404
    reason = _("没有这一项，或者您的岗位看不到它。")
