"""What is refused about rounds, ratings, calls and appraisals."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NoSuchRound(Refusal):
    """There is no such round."""

    code = "no_such_round"
    status = 404
    reason = _("没有找到这次评议。")


class RoundIsClosed(Refusal):
    """The window is over."""

    code = "round_is_closed"
    reason = _("评议已经结束，不能再改了。")


class RoundIsOpen(Refusal):
    """A matter is not closed while its neighbours are being asked."""

    code = "round_is_open"
    reason = _("邻居还在评，评完才能收尾。")


class NotConcerned(Refusal):
    """The matter does not concern the person."""

    code = "not_concerned"
    status = 403
    reason = _("这件事没有请您评。您可以先关注它，下次就能评。")


class OwnWork(Refusal):
    """Nobody rates their own work."""

    code = "own_work"
    status = 403
    reason = _("自己办的事，请别人来评。")


class StarsOutOfRange(Refusal):
    """Stars are one to five."""

    code = "rating_stars_out_of_range"
    status = 422
    reason = _("请选1到5分。")


class ScoreOutOfRange(Refusal):
    """A need is met from nought to ten."""

    code = "score_out_of_range"
    status = 422
    reason = _("请选0到10分。")


class ConsentMissing(Refusal):
    """A helper says how the person agreed."""

    code = "rating_consent_missing"
    status = 422
    reason = _("请写明怎么征得本人同意的。")


class MayNotPassOn(Refusal):
    """The actor may not speak for this person."""

    code = "may_not_pass_rating_on"
    status = 403
    reason = _("您不能替这位居民评。请本人评，或请楼栋长、家里人代评。")


class MayNotAppraise(Refusal):
    """The actor holds no post that calls back or runs appraisals there."""

    code = "may_not_appraise"
    status = 403
    reason = _("回访和办评议要有社区工作人员的岗位。")


class MayNotScore(Refusal):
    """Only the owner of a matter, or who moves matters there, scores the governance need."""

    code = "may_not_score"
    status = 403
    reason = _("治理需求由负责这件事的岗位来打分。")


class NotAsked(Refusal):
    """The person is not on the list of this round."""

    code = "not_on_call_list"
    status = 404
    reason = _("回访名单里没有这位居民。")


class NoSuchAppraisal(Refusal):
    """There is no such appraisal."""

    code = "no_such_appraisal"
    status = 404
    reason = _("没有找到这次评议。")


class AppraisedAlready(Refusal):
    """An area has one appraisal a year."""

    code = "appraised_already"
    reason = _("这里%(year)s年已经评议过了。")


class NobodyToAppraise(Refusal):
    """No body or post is named, or one from elsewhere."""

    code = "nobody_to_appraise"
    status = 422
    reason = _("请选要评议的组织或岗位，都要在本社区。")


class TooFewObservers(Refusal):
    """An appraisal needs observers from among the neighbours."""

    code = "too_few_observers"
    status = 422
    reason = _("至少请%(least)s位居民做见证人，被评议的人不能做。")


class NotInElectorate(Refusal):
    """The actor does not appraise here, or is appraised."""

    code = "not_in_electorate"
    status = 403
    reason = _("这次评议不由您来评。")


class AppraisalIsClosed(Refusal):
    """The window is over."""

    code = "appraisal_is_closed"
    reason = _("评议已经结束，不能再改了。")


class NotAnObserver(Refusal):
    """The actor is no observer of this appraisal."""

    code = "not_an_observer"
    status = 403
    reason = _("只有这次评议的见证人能签字。")


class NotCountedYet(Refusal):
    """Observers sign what was counted."""

    code = "not_counted_yet"
    reason = _("还没有清点，清点完才能签字。")
