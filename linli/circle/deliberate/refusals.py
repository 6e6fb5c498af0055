"""The noes of deliberation, each with its words for people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class NotThere(Refusal):
    """There is no such thing, or none that the actor may know of."""

    code = "not_there"
    status = 404
    reason = _("没有找到，请刷新页面再选一次。")


class MayNotConvene(Refusal):
    """The actor neither convenes this body nor works for the community it lies in."""

    code = "may_not_convene"
    status = 403
    reason = _("召集会议、记纪要，要由这个议事组织的召集人或社区工作人员来做。")


class MayNotCompare(Refusal):
    """The actor may not write down options of the matter."""

    code = "may_not_compare"
    status = 403
    reason = _("填写方案要由召集人或社区工作人员来做。")


class MayNotHost(Refusal):
    """The actor may not keep open hours there."""

    code = "may_not_host"
    status = 403
    reason = _("安排和记录接待日，要由社区工作人员来做。")


class MayNotModerate(Refusal):
    """The actor holds no post that hides or shows public words there."""

    code = "may_not_moderate"
    status = 403
    reason = _("公开或隐藏观点，要由社区工作人员来做。")


class NotOfThisScope(Refusal):
    """Whoever acts does not live where the matter lies."""

    code = "not_of_this_scope"
    status = 403
    reason = _("这件事由住在%(scope)s的居民来议。您可以关注它，看后来怎样。")


class NoSuchBodyHere(Refusal):
    """Bodies of this kind are not founded here, or not in an area of this kind."""

    code = "no_such_body_here"
    status = 422
    reason = _("“%(kind)s”不能设在这里。楼栋议事会设在楼栋上，其他设在社区、小区或块区。")


class NotItsMember(Refusal):
    """The person does not sit on the body."""

    code = "not_its_member"
    reason = _("这位居民不是这个组织的成员。")


class PostIsElsewhere(Refusal):
    """The post belongs to another body."""

    code = "post_is_elsewhere"
    status = 404
    reason = _("这个席位不属于这个组织。")


class RoleIsTaken(Refusal):
    """Somebody holds that role already."""

    code = "role_is_taken"
    reason = _("“%(role)s”这个席位已经有人了，请先办离任。")


class ConsentMissing(Refusal):
    """Being named as a party member needs the person's consent."""

    code = "consent_missing"
    status = 422
    reason = _("以党员身份公示，要先征得本人同意。请勾选“本人同意”。")


class ImplementerOversees(Refusal):
    """Who carries a thing out may not sit on the board that oversees it."""

    code = "implementer_oversees"
    reason = _("%(names)s参与实施这件事，不能同时做它的监事。请换一位，或先办离任。")


class NotAnOversightBoard(Refusal):
    """Only oversight boards exclude implementers."""

    code = "not_an_oversight_board"
    reason = _("这个组织不是项目监事会。")


class BodyHasEnded(Refusal):
    """The body came to its end."""

    code = "body_has_ended"
    reason = _("这个组织已经结束，不能再召集会议。")


class CannotMeetSo(Refusal):
    """The body may not call such a meeting."""

    code = "cannot_meet_so"
    status = 422
    reason = _("%(body)s不能召集“%(kind)s”。")


class NoticeTooShort(Refusal):
    """The law asks for more days of notice."""

    code = "notice_too_short"
    status = 422
    reason = _("按%(law)s%(article)s，要提前%(days)s天通知；今天通知，最早%(earliest)s才能开。")


class ShortNoticeNeedsReason(Refusal):
    """A shorter notice is possible, with a reason that everybody reads."""

    code = "short_notice_needs_reason"
    status = 422
    reason = _("按议事规则要提前%(days)s天通知，最早%(earliest)s。确实等不及，请写明为什么，会一起公开。")


class InThePast(Refusal):
    """A meeting cannot be called for a moment that is over, or end before it starts."""

    code = "in_the_past"
    status = 422
    reason = _("请选一个今后的时间，结束要晚于开始。")


class WordsMissing(Refusal):
    """Something that others read needs words."""

    code = "words_missing"
    status = 422
    reason = _("请写上%(what)s，大家会看到它。")


class TooManyWords(Refusal):
    """More words than fit."""

    code = "too_many_words"
    status = 422
    reason = _("太长了：最多%(most)s个字，现在有%(length)s个。一条只说一个意思。")


class NotOpenNow(Refusal):
    """The meeting is not in session."""

    code = "meeting_not_open"
    reason = _("会议没有在开。先由召集人宣布开会。")


class AlreadyBegun(Refusal):
    """What happens before a meeting cannot happen any more."""

    code = "meeting_begun_already"
    reason = _("会议已经开始或结束，不能再改了。")


class TooEarly(Refusal):
    """Signing in and beginning are possible from two hours before."""

    code = "too_early"
    reason = _("还没到时间。开会前两小时起可以签到和宣布开会。")


class DoorIsShut(Refusal):
    """The code at the door is old, or was never given out."""

    code = "door_is_shut"
    status = 410
    reason = _("这个签到码过期了。请再扫一次召集人手机上的码。")


class NotKnownYet(Refusal):
    """The account is not matched with a resident."""

    code = "not_known_yet"
    status = 403
    reason = _("社区还没有把您的登录和户籍册对上。请让召集人点名签到。")


class ProxyNotAllowed(Refusal):
    """At this kind of meeting nobody may stand in for another."""

    code = "proxy_not_allowed"
    reason = _("这种会议不能委托别人代表（%(law)s）。")


class ProxyNotPresent(Refusal):
    """Who stands in must be in the room and entitled."""

    code = "proxy_not_present"
    reason = _("受委托的人要先到场签到，并且自己也有资格参加。")


class TooManyProxies(Refusal):
    """Nobody stands in for more people than the rules allow."""

    code = "too_many_proxies"
    reason = _("一个人最多受%(most)s位委托。")


class NotEntitled(Refusal):
    """The person has no say in this meeting."""

    code = "not_entitled"
    reason = _("这位不在应到的人里，可以旁听，不计入人数。")


class StandsInForOthers(Refusal):
    """Who stands in for another cannot be struck off the list first."""

    code = "stands_in_for_others"
    reason = _("这位还受别人委托，请先去掉那份委托。")


class NoQuorum(Refusal):
    """Not enough people are there to resolve."""

    code = "no_quorum"
    reason = _("到场%(present)s，应到%(entitled)s，%(needed)s才能作决议。可以接着谈，今天不能作决议。")


class ResolvesNothing(Refusal):
    """Talks and hearings take no resolutions."""

    code = "resolves_nothing"
    reason = _("恳谈会、听证会只听意见，不作决议。请把意见带到议事会或居民会议上。")


class MoreVotesThanPeople(Refusal):
    """The votes counted are more than the people there."""

    code = "more_votes_than_people"
    status = 422
    reason = _("票数对不上：在场%(present)s，数出来%(votes)s票。请再数一遍。")


class OwnerMissing(Refusal):
    """A resolution in force needs one owner."""

    code = "resolution_owner_missing"
    status = 422
    reason = _("请选由谁落实：一个岗位，或一个组织。")


class NotWithinItsPower(Refusal):
    """The body may not decide this matter by itself."""

    code = "not_within_its_power"
    reason = _("这件事不在本会的决定范围里，可以记下商议结果，再交居民会议或投票决定。")


class ResolutionIsClosed(Refusal):
    """The resolution is done, dropped or was rejected."""

    code = "resolution_is_closed"
    reason = _("这条决议已经了结，不能再改。")


class MinutesAreSettled(Refusal):
    """The minutes wait for signatures; their words stand."""

    code = "minutes_are_settled"
    reason = _("纪要已经定稿待签，不能再改原文；要更正，请另写一条更正。")


class MinutesNotSettled(Refusal):
    """The minutes are still a draft."""

    code = "minutes_not_settled"
    reason = _("纪要还没有定稿。")


class NobodySigned(Refusal):
    """Minutes are published when somebody who was there has signed them."""

    code = "nobody_signed"
    reason = _("还没有人签字。至少要有一位到会的人签字，才能公开。")


class WasNotThere(Refusal):
    """Only who was there signs."""

    code = "was_not_there"
    status = 403
    reason = _("到会的人才能在纪要上签字。")


class SignedAlready(Refusal):
    """The person has signed."""

    code = "signed_already"
    reason = _("已经签过字了。")


class TalkIsClosed(Refusal):
    """No statements and reactions are taken."""

    code = "talk_is_closed"
    reason = _("这件事的讨论已经结束，可以看，不能再表态。")


class TalkIsOpen(Refusal):
    """The matter is being talked about already."""

    code = "talk_is_open"
    reason = _("这件事已经在征求观点。")


class StatementNotShown(Refusal):
    """The statement is held or hidden."""

    code = "statement_not_shown"
    reason = _("这条观点现在没有公开。")


class StatementStandsSo(Refusal):
    """The statement is already as wished."""

    code = "statement_stands_so"
    reason = _("这条观点已经是这样了。")


class NotYours(Refusal):
    """Only who said it may do this."""

    code = "not_yours"
    status = 403
    reason = _("这一步要由说这句话的人自己来做。")


class PriceIsWrong(Refusal):
    """The price is no amount of money."""

    code = "price_is_wrong"
    status = 422
    reason = _("价格请写成金额，比如 12800 或 98.50；不知道就空着。")


class NameTaken(Refusal):
    """There is an option of that name."""

    code = "option_name_taken"
    reason = _("已经有叫“%(name)s”的方案，请换一个名字。")


class NotYourPhoto(Refusal):
    """The photo was brought by somebody else or is used already."""

    code = "not_your_photo"
    status = 422
    reason = _("这张照片不能用，请重新选一张。")


class TakenInAlready(Refusal):
    """The note has become a voice."""

    code = "taken_in_already"
    reason = _("这条已经登记成诉求了。")
