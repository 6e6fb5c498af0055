"""What is refused about disclosure, each with its words for people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NoSuchDuty(Refusal):
    """There is no such duty, line, sheet or import."""

    code, status = "no_such_duty", 404
    reason = _("没有找到，请从公开日历里找。")


class MayNotDisclose(Refusal):
    """No post of the actor drafts notices there."""

    code, status = "may_not_disclose", 403
    reason = _("填表和起草公开，要有这里的发布岗位。")


class MayNotChangeCatalogue(Refusal):
    """No post of the actor signs notices there."""

    code, status = "may_not_change_catalogue", 403
    reason = _("改公开目录要由社区书记或主任来。")


class StandsTooShort(Refusal):
    """The notice stands for less than the duty asks."""

    code, status = "stands_too_short", 422
    reason = _("这一项要公示至少%(least)s天，这张只有%(days)s天。")


class FulfilledAlready(Refusal):
    """The duty is fulfilled, or its notice is on its way."""

    code = "duty_fulfilled_already"
    reason = _("这一项已经有公示了，请从公示里接着办。")


class NotOfThisDuty(Refusal):
    """The notice hangs elsewhere."""

    code, status = "notice_of_another_place", 422
    reason = _("这张公示不是这个地方的。")


class NotDueAtOnce(Refusal):
    """The line is due by the calendar, not by an event."""

    code, status = "not_due_at_once", 422
    reason = _("请从目录里选一项“事情一发生”就要公开的。")


class EventMissing(Refusal):
    """The event has no words, or lies ahead."""

    code, status = "event_missing", 422
    reason = _("请写明是什么事、哪天发生的（不能是以后）。")


class BadItem(Refusal):
    """A line of the catalogue asks for less than the law, or cannot be read."""

    code, status = "bad_catalogue_item", 422
    reason = _("这一项不能比法定的松：至少%(least)s天，期限写法如“day 10”“15 days”。")


class NotAMonth(Refusal):
    """The month is not one, or has not begun."""

    code, status = "not_a_month", 422
    reason = _("请选一个已经开始的月份，如2026-10。")


class NotACompound(Refusal):
    """Money sheets are kept for compounds."""

    code, status = "not_a_compound", 422
    reason = _("收支表按小区填，请选一个小区。")


class SheetIsPosted(Refusal):
    """The sheet hangs on the board; its figures stand."""

    code = "sheet_is_posted"
    reason = _("%(month)s的收支表正在公示，数字不能改。有错先写更正，或撤下重填。")


class SheetIsEmpty(Refusal):
    """Not one of the six items is filled in."""

    code, status = "sheet_is_empty", 422
    reason = _("请至少填一项收入或支出。")


class BadAmount(Refusal):
    """An amount is negative or beyond all measure."""

    code, status = "bad_amount", 422
    reason = _("金额和用量不能是负数，也不会超过一百亿元。")


class NoHeading(Refusal):
    """No row looks like the heading of a money sheet."""

    code, status = "money_heading_missing", 422
    reason = _("前10行里找不到表头。表头至少要有“项目”，和“收入”或“支出”，请对照模板检查。")


class ImportIsKept(Refusal):
    """The import was taken over already."""

    code = "money_import_kept"
    reason = _("这份表已经收下了，不用再收。")


class NothingToKeep(Refusal):
    """There is nothing in the import that could be kept."""

    code, status = "money_nothing_to_keep", 422
    reason = _("这份表里没有能收下的行，请照着格子旁边的原因改好再传。")


class WordsMissing(Refusal):
    """A rumour without facts, or a result without words."""

    code, status = "disclosure_words_missing", 422
    reason = _("请写明%(what)s。")


class NotAtAnEnd(Refusal):
    """The matter is neither done nor rejected yet, or its result is made known already."""

    code = "matter_not_at_an_end"
    reason = _("这件事现在是“%(stage)s”，办好了、或表决没通过，才公开结果。")
