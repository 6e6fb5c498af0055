"""The noes of listening, each with its words for people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NoSuchVoice(Refusal):
    """There is no such voice, or the actor may not know of it."""

    code = "no_such_voice"
    status = 404
    reason = _("没有找到这件诉求。请核对编号，或从“我的诉求”进入。")


class NoSuchTopic(Refusal):
    """There is no such topic, or it is not in force."""

    code = "no_such_topic"
    status = 404
    reason = _("没有找到这个话题，它可能已并入别的话题或被撤销。")


class NoSuchThing(Refusal):
    """There is no such class, post, template, letter or batch here."""

    code = "no_such_thing"
    status = 404
    reason = _("没有找到，请刷新页面再选一次。")


class NoSuchPlace(Refusal):
    """The place is not inside a community that listens here."""

    code = "no_such_place"
    status = 422
    reason = _("请选一个本社区里的地点。")


class NotSignedIn(Refusal):
    """Nobody is signed in."""

    code = "not_signed_in"
    status = 403
    reason = _("请先登录，再说您的事。也可以到社区窗口、打电话，或请邻居代说。")


class NotKnownYet(Refusal):
    """The account is not yet matched with a resident of the register."""

    code = "not_known_yet"
    status = 403
    reason = _("社区还没有核对您的住处。请在“我的”里写一下住处，马上就能说事；附议要等核对以后。")


class NoSuchResident(Refusal):
    """There is no such resident here, or their data are erased."""

    code = "no_such_resident"
    status = 404
    reason = _("没有找到这位居民，请核对后再选。")


class MayNotHandle(Refusal):
    """The actor holds no post that handles voices there."""

    code = "may_not_handle_voices"
    status = 403
    reason = _("处理诉求要有社区工作人员的岗位。")


class MayNotRead(Refusal):
    """The actor holds no post that reads voices there."""

    code = "may_not_read_voices"
    status = 403
    reason = _("您的岗位看不到这里的诉求。")


class MayNotModerate(Refusal):
    """The actor holds no post that hides or restores public words there."""

    code = "may_not_moderate"
    status = 403
    reason = _("隐藏或恢复公开内容，要由社区工作人员来做。")


class MayNotSpeakFor(Refusal):
    """The actor neither shares the resident's household nor holds a post that speaks for residents there."""

    code = "may_not_speak_for"
    status = 403
    reason = _("只有同住的家人，或楼栋长、网格员等岗位，才能替这位居民代说。")


class NotTheAuthor(Refusal):
    """Only the author may do this."""

    code = "not_the_author"
    status = 403
    reason = _("这一步要由说这件事的人自己来做；没有登录也可以扫回执上的二维码。")


class MayNotReport(Refusal):
    """Only public voices can be reported, by someone signed in."""

    code = "may_not_report"
    status = 403
    reason = _("登录后才能举报，并且只能举报已公开的内容。")


class ConsentIsMissing(Refusal):
    """A helper must note how the resident agreed."""

    code = "consent_is_missing"
    status = 422
    reason = _("请写一句居民是怎样同意的，例如“当面口头同意”。")


class NothingSaid(Refusal):
    """Neither words nor a recording."""

    code = "nothing_said"
    status = 422
    reason = _("还没有内容。写几个字，或录一段音。")


class TooLong(Refusal):
    """More words than the house keeps in one voice."""

    code = "too_long"
    status = 422
    reason = _("太长了：最多 %(most)s 个字，现在有 %(length)s 个。请分成几件来说，您写的内容还在。")


class WordsMissing(Refusal):
    """A deed that others read needs words."""

    code = "words_missing"
    status = 422
    reason = _("请写上内容，居民会看到它。")


class ReasonMissing(Refusal):
    """A deed against someone's wish needs a reason."""

    code = "reason_missing"
    status = 422
    reason = _("请写明理由，居民会看到它。")


class BodyOrNumberMissing(Refusal):
    """A voice passed on names the other body and its number there."""

    code = "body_or_number_missing"
    status = 422
    reason = _("请写上转交给哪个单位，以及对方的受理编号。")


class StarsOutOfRange(Refusal):
    """A rating is one to five."""

    code = "stars_out_of_range"
    status = 422
    reason = _("请选 1 到 5 分。")


class AlreadyAnswered(Refusal):
    """The voice has its final answer already."""

    code = "already_answered"
    reason = _("这件诉求已经有了最终答复，不能再改。")


class NotAnsweredYet(Refusal):
    """Only an answered voice can be rated."""

    code = "not_answered_yet"
    reason = _("还没有答复，等答复后再评。")


class AlreadyRated(Refusal):
    """The answer of this lap was rated already."""

    code = "already_rated"
    reason = _("这次答复您已经评过了。")


class NotPaused(Refusal):
    """The clock runs already."""

    code = "not_paused"
    reason = _("计时没有暂停。")


class AlreadyPaused(Refusal):
    """The clock stands still already."""

    code = "already_paused"
    reason = _("计时已经暂停。请先恢复，再改。")


class PauseTooLong(Refusal):
    """A pause ends within thirty working days."""

    code = "pause_too_long"
    status = 422
    reason = _("请选一个恢复日期：最早明天，最晚 30 个工作日以内。")


class JoinsItself(Refusal):
    """A voice cannot be joined to itself, to another community's, or round in a ring."""

    code = "joins_itself"
    reason = _("不能并入它自己、别的社区的诉求，或已经并入它的诉求。")


class AlreadyPublic(Refusal):
    """The voice is public already."""

    code = "already_public"
    reason = _("这件诉求已经公开。")


class ForStaffOnly(Refusal):
    """The author wants only staff to read it."""

    code = "for_staff_only"
    reason = _("说话的人只愿意给工作人员看，不能公开。")


class MasksNotSettled(Refusal):
    """Some stretches that may show who somebody is are neither covered nor left on purpose."""

    code = "masks_not_settled"
    reason = _("还有 %(count)s 处可能是个人信息，请先确认遮盖或不用遮盖。")


class OutsideTheWords(Refusal):
    """The stretch lies outside the words, or the mask is not of this voice."""

    code = "outside_the_words"
    status = 422
    reason = _("选的字不在这件诉求里，请刷新页面重新选。")


class WasForgotten(Refusal):
    """The words are gone, at the wish of who said them."""

    code = "was_forgotten"
    reason = _("这件诉求的内容已应本人要求删除，不能再遮盖或公开。")


class StillToWrite(Refusal):
    """A recording must be written down first."""

    code = "still_to_write"
    reason = _("请先把录音写成文字。")


class NothingToWrite(Refusal):
    """The voice has words already."""

    code = "nothing_to_write"
    reason = _("这件诉求已经有文字。")


class AlreadyReported(Refusal):
    """The same person reported it already, and it is not settled yet."""

    code = "already_reported"
    reason = _("您已经举报过，工作人员还在看。")


class NotHidden(Refusal):
    """The voice is not hidden."""

    code = "not_hidden"
    reason = _("这件诉求没有被隐藏。")


class NotPublic(Refusal):
    """The voice is not public."""

    code = "not_public"
    reason = _("这件诉求没有公开。")


class AlreadyAppealed(Refusal):
    """There is an appeal already."""

    code = "already_appealed"
    reason = _("您已经申诉过，请等答复。")


class OwnVoice(Refusal):
    """Nobody supports their own words."""

    code = "own_voice"
    reason = _("这是您自己说的，不用附议。")


class NotOpenForSupport(Refusal):
    """Only public open voices and live topics can be supported."""

    code = "not_open_for_support"
    reason = _("只能附议还没有答复的公开诉求，或正在处理的话题。")


class StandsElsewhere(Refusal):
    """The voice stands in another topic, or in another community."""

    code = "stands_elsewhere"
    reason = _("这件诉求已经在另一个话题里，或不属于本社区。请先把它分出来。")


class NotInTheTopic(Refusal):
    """The voice does not stand in this topic."""

    code = "not_in_the_topic"
    reason = _("这件诉求不在这个话题里。")


class TopicWouldBeEmpty(Refusal):
    """A split leaves at least one voice behind."""

    code = "topic_would_be_empty"
    reason = _("至少要留一件在原来的话题里；要全部拿走，请撤销话题。")


class TitleTaken(Refusal):
    """A template of this title exists already."""

    code = "title_taken"
    reason = _("已经有叫这个名字的常用答复，请换一个名字。")


class NotReadable(Refusal):
    """The file cannot be read as a table of voices."""

    code = "not_readable"
    status = 422
    reason = _("没能读懂这份表：%(why)s")


class NotYetDone(Refusal):
    """The batch is still being read or has been undone."""

    code = "not_yet_done"
    reason = _("这次导入还没完成，或已经撤销。")


class NotReady(Refusal):
    """The file is still being made."""

    code = "not_ready"
    status = 409
    reason = _("清单还在生成，请过一会儿再来。")


class UnknownSort(Refusal):
    """The list cannot be sorted so."""

    code = "unknown_sort"
    status = 422
    reason = _("没有这种排序。")


class TooFewExamples(Refusal):
    """Training needs examples of at least two classes."""

    code = "too_few_examples"
    status = 422
    reason = _("样例太少：至少两个类别，每类几条。")


class IsAMatterAlready(Refusal):
    """A matter stands for the voice already, or its topic's does."""

    code = "is_a_matter_already"
    reason = _("这件诉求已经立过事，或者在一个话题里。请先把它移出话题。")
