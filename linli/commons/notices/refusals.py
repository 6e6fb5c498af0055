"""What is refused about notices, each with its words for people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NoSuchNotice(Refusal):
    """There is no such notice, or it is not for the reader's eyes yet."""

    code, status = "no_such_notice", 404
    reason = _("没有找到这张公示，请从公示栏里找。")


class NoSuchQuestion(Refusal):
    """There is no such question, erratum or report."""

    code, status = "no_such_question", 404
    reason = _("没有找到，请刷新页面再试。")


class MayNotPost(Refusal):
    """No post of the actor drafts notices there."""

    code, status = "may_not_post", 403
    reason = _("起草和贴出公示，要有这里的发布岗位。")


class MayNotApprove(Refusal):
    """No post of the actor signs notices there."""

    code, status = "may_not_approve", 403
    reason = _("批准公示要由这里的书记或主任来。")


class NotYourOwn(Refusal):
    """The author may not approve."""

    code, status = "not_your_own", 403
    reason = _("起草的人不能批准自己写的，请换一位批准。")


class NotTheNamedApprover(Refusal):
    """The catalogue names another post as approver."""

    code, status = "not_the_named_approver", 403
    reason = _("按目录，这一项要由%(post)s批准。")


class MayNotModerate(Refusal):
    """No post of the actor moderates there."""

    code, status = "may_not_moderate_questions", 403
    reason = _("隐藏和恢复提问，要有社区工作人员的岗位。")


class WrongState(Refusal):
    """The notice is not at the step this deed begins from."""

    code = "wrong_notice_state"
    reason = _("这张公示现在是“%(state)s”，不能做这一步。请刷新页面看看。")


class TitleMissing(Refusal):
    """There is no title."""

    code, status = "notice_title_missing", 422
    reason = _("请写一个标题，让人一眼看出公示什么。")


class WordsMissing(Refusal):
    """There are no words, or too many."""

    code, status = "notice_words_missing", 422
    reason = _("请写正文，最多%(most)s字。")


class TooFewDays(Refusal):
    """It would stand for less than it has to."""

    code, status = "too_few_days", 422
    reason = _("这一类至少要公示%(least)s天，最多%(most)s天。")


class NoSuchPlace(Refusal):
    """The place lies in no community."""

    code, status = "no_such_notice_place", 422
    reason = _("请选一个社区里的地方。")


class NotOfThisPlace(Refusal):
    """The body has nothing to do with the place."""

    code, status = "body_not_of_this_place", 422
    reason = _("请选这个社区里的组织来署名。")


class NotTheirFile(Refusal):
    """The file was not brought by the actor for a notice, or hangs elsewhere."""

    code, status = "not_their_file", 422
    reason = _("附件请重新上传一次。")


class NotChecked(Refusal):
    """Not everything was checked."""

    code, status = "not_checked", 422
    reason = _("请三样都核对过再送批。")


class ReasonMissing(Refusal):
    """No reason is given."""

    code, status = "notice_reason_missing", 422
    reason = _("请用一句话写明理由。")


class NotAResident(Refusal):
    """Only residents known to the register ask and follow."""

    code, status = "not_a_resident", 403
    reason = _("登录并在社区登记过的居民才能提问和关注。")


class TooManyQuestions(Refusal):
    """The same person's questions still wait."""

    code = "too_many_questions"
    reason = _("您在这里已有%(most)s个提问等着答复，等答了再问。")


class NoLongerAsked(Refusal):
    """A withdrawn notice takes no questions."""

    code = "no_longer_asked"
    reason = _("这张公示已经撤下，不再提问。")


class AnsweredAlready(Refusal):
    """The question has its answer."""

    code = "question_answered_already"
    reason = _("这个提问已经答复过了。")


class ReportedAlready(Refusal):
    """The same person reported it before."""

    code = "question_reported_already"
    reason = _("您已经举报过，工作人员会看。")


class HiddenAlready(Refusal):
    """The question is hidden."""

    code = "question_hidden_already"
    reason = _("这个提问已经隐藏。")


class NotHidden(Refusal):
    """The question is not hidden, or nobody appealed."""

    code = "question_not_hidden"
    reason = _("这个提问没有隐藏，或者没有人申诉。")


class NotTheAsker(Refusal):
    """Only who asked may appeal."""

    code, status = "not_the_asker", 403
    reason = _("只有提问的人能申诉，而且只有一次。")
