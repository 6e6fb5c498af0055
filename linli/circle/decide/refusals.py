"""What is refused about ballots."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NoSuchBallot(Refusal):
    """There is no such ballot, or it is not for these eyes yet."""

    code = "no_such_ballot"
    status = 404
    reason = _("没有找到这次投票。")


class NoSuchPart(Refusal):
    """There is no such line, objection, entry or option in this ballot."""

    code = "no_such_part_of_ballot"
    status = 404
    reason = _("这次投票里没有您要找的这一项。")


class MayNotRun(Refusal):
    """The actor holds no post that runs ballots there."""

    code = "may_not_run_ballot"
    status = 403
    reason = _("办投票要有社区工作人员的岗位，并用第二道验证登录。")


class MayNotWitness(Refusal):
    """The actor holds no post that witnesses there."""

    code = "may_not_witness"
    status = 403
    reason = _("见证要由楼栋长、居民代表或监事来做。")


class MayNotTell(Refusal):
    """The bundle of a named vote is for those who run or witness it."""

    code = "may_not_see_votes"
    status = 403
    reason = _("这次投票带选票的文件只给计票人和监票人，公开的是结果。")


class NoSuchTurn(Refusal):
    """The table has no such turn from where the ballot stands."""

    code = "no_such_turn"
    reason = _("这次投票现在是“%(state)s”，不能做“%(turn)s”这一步。")


class GroundsMissing(Refusal):
    """A turn off the straight way says why."""

    code = "grounds_missing"
    status = 422
    reason = _("请写明理由，大家都会看到。")


class WordsMissing(Refusal):
    """The question is blank."""

    code = "question_missing"
    status = 422
    reason = _("请用一句话写明要大家定什么。")


class OptionsWrong(Refusal):
    """Too few options, or two alike."""

    code = "options_wrong"
    status = 422
    reason = _("选项要有两到十个，各不相同，一行一个。")


class NotUnderTheseRules(Refusal):
    """The rule set does not offer this question, this electorate, or is not in force."""

    code = "not_under_these_rules"
    status = 422
    reason = _("“%(rules)s”不能这样投：%(why)s请换一套规则，或改一改投法。")


class TimesWrong(Refusal):
    """The ballot would close before it opens, or has opened already."""

    code = "ballot_times_wrong"
    status = 422
    reason = _("截止要晚于开始，开始要在以后。请改一改时间。")


class NotADraft(Refusal):
    """What is asked cannot change once the roll is posted."""

    code = "not_a_draft"
    reason = _("名册已经公示，题目和规则不能再改；要改就作废，重新办一次。")


class MatterElsewhere(Refusal):
    """Matter, body, area and ballot must belong to one community."""

    code = "ballot_matter_elsewhere"
    status = 422
    reason = _("事、组织和范围要在同一个社区里，请重新选。")


class NobodyOnTheRoll(Refusal):
    """No one would have a vote."""

    code = "nobody_on_the_roll"
    reason = _("这个范围里没有人能上名册，请先核对户籍册。")


class Contestable(Refusal):
    """The opening check found what could overturn the vote."""

    code = "ballot_contestable"
    reason = _("现在开始，结果可能站不住：%(findings)s请先办好；确有理由要照常开始，请写明理由。")


class CannotOpen(Refusal):
    """The opening check found what no reason can excuse."""

    code = "ballot_cannot_open"
    reason = _("还不能开始：%(findings)s")


class ObjectionsClosed(Refusal):
    """The roll is not posted, or the days for objections are over."""

    code = "objections_closed"
    reason = _("提异议的时间过了。还有疑问，请找社区工作人员。")


class MayNotObject(Refusal):
    """Only residents of the community object."""

    code = "may_not_object"
    status = 403
    reason = _("本社区登记过的居民才能提异议。")


class AnsweredAlready(Refusal):
    """An objection is answered once."""

    code = "objection_answered_already"
    reason = _("这条异议已经答复过了。")


class AnswerMissing(Refusal):
    """An objection is answered in words."""

    code = "objection_answer_missing"
    status = 422
    reason = _("请写明答复的理由，提异议的人会看到。")


class RollNotFrozen(Refusal):
    """The roll cannot be changed before it is posted, or after the cut-off."""

    code = "roll_change_too_late"
    reason = _("名册这时不能这样改：补人、定投票人要在投票开始前，划去要在截止前。")


class VotedAlready(Refusal):
    """The vote is in."""

    code = "voted_already"
    reason = _("您这一票已经投过了，一张都没有丢。")


class VoteIsFinal(Refusal):
    """A cast vote of this ballot cannot be changed."""

    code = "vote_is_final"
    reason = _("这一票已经投出，这次投票不能改票。")


class LineHasVoted(Refusal):
    """A line whose vote is in cannot be struck or renamed."""

    code = "line_has_voted"
    reason = _("这一位已经投过票，名册上不能再动。")


class NotEligible(Refusal):
    """The person is not eighteen on the opening day, not of this area, erased, or on the roll already."""

    code = "not_eligible"
    status = 422
    reason = _("这一位不能上名册：要年满十八周岁、住在范围内，而且还没有上过名册。")


class NotOnTheRoll(Refusal):
    """The actor has no vote in this ballot."""

    code = "not_on_the_roll"
    status = 403
    reason = _("您不在这次投票的名册上。觉得不对，请找社区工作人员核对。")


class NotTakingVotes(Refusal):
    """The ballot is not open now."""

    code = "not_taking_votes"
    reason = _("现在不收票：还没到开始的时间，或者已经截止、暂停。")


class NoSuchChoice(Refusal):
    """The choice is not on the paper."""

    code = "no_such_choice"
    status = 422
    reason = _("请在票面上的选项里选一个。")


class NoReceipt(Refusal):
    """The form brought no receipt code, or one of the wrong shape."""

    code = "receipt_code_wrong"
    status = 422
    reason = _("这个收据码不对。请照着收据上的十六个字符再填一次。")


class ReceiptUnknown(Refusal):
    """No paper carries this receipt."""

    code = "receipt_unknown"
    status = 404
    reason = _("没有找到带这张收据的票。请核对收据码和投票的题目；还是找不到，请找监票人。")


class NotTwoPersons(Refusal):
    """Who writes down, who witnesses, who votes and who stands must be different people."""

    code = "not_two_persons"
    status = 403
    reason = _("登记、见证、投票、被选的不能是同一个人，请换一位。")


class EvidenceWrong(Refusal):
    """The photo is missing, or would show a secret vote."""

    code = "station_evidence_wrong"
    status = 422
    reason = _("请拍一张照片作凭据。无记名投票只能拍信封或签名那一行，不能拍票面。")


class ReasonMissing(Refusal):
    """The station writes down why the vote came on paper."""

    code = "station_reason_missing"
    status = 422
    reason = _("请写一句为什么用纸质票，比如：本人不用手机，到服务站来投。")


class ProxyWrong(Refusal):
    """The proxy is missing, is the voter, stands for something, or has as many as the rules allow."""

    code = "station_proxy_wrong"
    status = 422
    reason = _("受托人要写明是谁，不能是本人或被选的人，一人最多替%(most)s位投。")


class EntrySettled(Refusal):
    """An entry is witnessed or dropped once."""

    code = "station_entry_settled"
    reason = _("这一条已经有人处理过了。")


class WitnessesMissing(Refusal):
    """Entries of the paper station still wait for a witness."""

    code = "station_witnesses_missing"
    reason = _("纸质票还有%(waiting)s张没有见证人，请先见证，或写明理由不算。")


class NotOverYet(Refusal):
    """A ballot does not close before its time."""

    code = "ballot_not_over_yet"
    reason = _("还没到截止的时间。大家都有票没投完，不能提前截止。")


class BoxWrong(Refusal):
    """The numbers of the piles cannot be."""

    code = "box_wrong"
    status = 422
    reason = _("请按选项填写票箱里的张数，都是不小于零的整数。")


class SilenceNotPromised(Refusal):
    """So few papers lie in the box that they tell whose they are, and who counts has not promised silence."""

    code = "silence_not_promised"
    status = 422
    reason = _(
        "票箱里不到%(least)s张纸质票，拆开就可能知道谁投了什么。请先勾选“看到的绝不对任何人说”，再点票、核对。"
    )


class BoxNotWitnessed(Refusal):
    """The papers of the station's box were not counted before two persons."""

    code = "box_not_witnessed"
    reason = _("票箱里的纸质票还没有点清并由第二个人核对，先做这一步再计票。")


class PapersDiffer(Refusal):
    """Papers and marks on the roll differ; nothing is published until it is explained."""

    code = "papers_differ"
    reason = _(
        "票数对不上：名册上记了%(marks)s票，箱里网上合计%(papers)s张。先查清楚，不能出结果；查不清就作废重投。"
    )


class RerunAlready(Refusal):
    """A ballot is held again once."""

    code = "rerun_already"
    reason = _("这次投票已经另行重投了。")
