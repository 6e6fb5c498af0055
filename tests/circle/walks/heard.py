"""Deeds of listening: voices come in, are grouped, handled, answered, rated, questioned; matters begin with them."""

from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from linli.circle.listen.actions import (
    exports,
    handling,
    initiatives,
    letters,
    masks,
    originals,
    replies,
    reports,
    schemes,
    supports,
    templates,
    topics,
    voices,
)
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import LIVE_MEMBERS, LIVE_TOPICS, Audience, Channel, Urgency
from linli.circle.listen.models import (
    MaskProposal,
    NoticeLetter,
    ReplyTemplate,
    Support,
    Topic,
    TopicMembership,
    Voice,
    VoiceClass,
    VoiceExport,
)
from linli.circle.listen.queries.inbox import Filters
from linli.circle.matters.actions.initiatives import Wanted
from linli.circle.matters.choices import Why
from tests.circle.walks import noted
from tests.circle.walks.stage import MOVERS, NEIGHBOURS
from tests.circle.walks.walker import NOWHERE, Life, Walker

TAILS = ("", "，老人不方便", "，已经三天了", "，晚上出门怕", "，请打13912345678", "，孩子也走这里")
STAFF = MOVERS
HELPERS = ("chen_jianguo", "gu_min", "wu_dan", "shen_an")


def say(walker: Walker, life: Life) -> None:
    """Say something: by oneself, by a helper, or to staff."""
    text = walker.words(f"{life.theme}{walker.rng.choice(TAILS)}")
    audience = Audience.STAFF if walker.chance(0.05) else Audience.PUBLIC
    said, place = Said(text=text, audience=audience), walker.stage.street.b3.pk
    key = f"{life.theme}{walker.rng.randint(0, 3)}" if walker.chance(0.1) else ""
    dice = walker.rng.random()
    if dice < 0.7:
        made = walker.do(voices.say, by=walker.by(*NEIGHBOURS), place=place, said=said, key=key, at=walker.at)
    elif dice < 0.85:
        made = walker.do(
            voices.say_for,
            by=walker.by(*HELPERS),
            resident=walker.pk(walker.rng.choice(("zhou_guilan", "ye_qing", "tang_yuan"))),
            consent_note=walker.words("当面同意"),
            said=said,
            place=place,
            key=key,
            at=walker.at,
        )
    else:
        author = walker.pk(walker.neighbour()) if walker.chance(0.7) else None
        made = walker.do(
            voices.take_in,
            by=walker.by(*STAFF),
            channel=walker.rng.choice((Channel.DESK, Channel.PHONE, Channel.PAPER_BOX)),
            place=place,
            said=said,
            resident=author,
            at=walker.at,
        )
    if made is not None and made.pk not in life.voices:
        life.voices.append(made.pk)


def begin(walker: Walker, life: Life) -> None:
    """Make a matter of a topic, or of one voice."""
    topic = Topic.objects.filter(voices__in=life.voices, state__in=LIVE_TOPICS).order_by("-pk").first()
    if topic is None:
        _from_voice(walker, life)
    elif topic.matter_id is not None and walker.chance(0.7):
        _split(walker, topic, life.voices)
    else:
        _accept(walker, topic.pk)
    found = Voice.objects.filter(pk__in=life.voices, matter_id__isnull=False).order_by("-pk").first()
    if found is not None and found.matter_id is not None:
        life.matter = found.matter_id


def wanted(walker: Walker, title: str) -> Wanted:
    """What is wanted of a new matter, mostly whole."""
    stage, late = walker.stage, timedelta(days=walker.rng.choice((-1, 2, 10, 40, 90, 90, 90)))
    scope = stage.street.areas[
        walker.rng.choice(("huaiyin", "huaiyin", "b3", "b3", "compound", "willow", "street"))
    ]
    return Wanted(
        scope=scope.pk,
        title=walker.words(title),
        convener=stage.bodies[walker.rng.choice(("council", "committee"))].pk,
        resident_need=walker.words("走得安心"),
        governance_need=walker.words("少一处隐患"),
        owner=stage.post(walker.rng.choice(("gu_min", "gu_min", "lin_xiao", "he_zhiqiang"))).pk,
        due_at=walker.at + late,
    )


def whole(walker: Walker, title: str) -> Wanted:
    """What is wanted of a new matter, with nothing left out."""
    stage = walker.stage
    return Wanted(
        scope=stage.street.community.pk,
        title=title,
        convener=stage.bodies["council"].pk,
        resident_need="走得安心",
        governance_need="少一处隐患",
        owner=stage.post("gu_min").pk,
        due_at=walker.at + timedelta(days=40),
    )


def _from_voice(walker: Walker, life: Life) -> None:
    voice = walker.one_of(life.voices)
    made = walker.do(
        initiatives.from_voice,
        by=walker.by(*STAFF),
        voice=voice,
        wanted=wanted(walker, life.theme),
        at=walker.at,
    )
    if made is not None:
        noted.said(walker, made.pk, [voice])


def _accept(walker: Walker, topic: int) -> None:
    if walker.do(topics.accept, by=walker.by(*STAFF), topic=topic, title=walker.words(""), at=walker.at):
        noted.topic_said(walker, topic)


def _split(walker: Walker, topic: Topic, some: list[int]) -> None:
    standing = TopicMembership.objects.filter(topic=topic, state__in=LIVE_MEMBERS, voice_id__in=some)
    leaving = list(standing.order_by("pk").values_list("voice_id", flat=True))
    made = walker.do(
        topics.split, by=walker.by(*STAFF), topic=topic.pk, voices=leaving, title="另一件", at=walker.at
    )
    if made is not None:
        noted.topic_left(walker, topic.pk, leaving)
        noted.topic_said(walker, made.pk)


def group(walker: Walker, life: Life) -> None:
    """Do something with the topic of a life: confirm, refuse, add, merge, undo."""
    voice = _voice(walker, life)
    mine = Topic.objects.filter(voices__in=life.voices).order_by("-pk").first()
    others = list(
        Topic.objects.filter(state__in=LIVE_TOPICS).order_by("-pk").values_list("pk", flat=True)[:8]
    )
    topic = mine.pk if mine else walker.one_of(others)
    deed = walker.rng.choice(
        ("accept", "accept", "member", "member", "refuse", "add", "add", "split", "merge", "undo", "undo")
    )
    if deed == "accept":
        _accept(walker, topic)
    elif deed == "split" and mine is not None:
        _split(walker, mine, life.voices[: walker.rng.randint(0, 2)])
    elif deed == "merge":
        _merge(walker, topic, walker.one_of(others))
    elif deed == "undo":
        _undo(walker, topic)
    else:
        _member(walker, deed, topic, voice)


def _member(walker: Walker, deed: str, topic: int, voice: int) -> None:
    """Let a voice belong to a topic, or belong to it no longer."""
    deeds = {"member": topics.accept_member, "refuse": topics.refuse_member}
    made = walker.do(
        deeds.get(deed, topics.add), by=walker.by(*STAFF), topic=topic, voice=voice, at=walker.at
    )
    if made is not None and deed == "refuse":
        noted.topic_left(walker, topic, [voice])
    elif made is not None:
        noted.said(walker, made.topic.matter_id, [voice])


def _merge(walker: Walker, topic: int, into: int) -> None:
    before = Topic.objects.filter(pk=topic).first()
    if not walker.do(topics.merge, by=walker.by(*STAFF), topic=topic, into=into, at=walker.at):
        return
    matter = noted.topic_said(walker, into)
    if before is not None and before.matter_id is not None and matter is not None:
        walker.books.carry_over(before.matter_id, matter, walker.at)
        noted.topic_said(walker, into)


def _undo(walker: Walker, topic: int) -> None:
    merged = Topic.objects.filter(pk=topic).values_list("merged_into_id", flat=True).first()
    back = TopicMembership.objects.filter(came_from_id=topic, state__in=LIVE_MEMBERS, topic_id=merged or 0)
    gone = list(back.values_list("voice_id", flat=True))
    if walker.do(topics.undo, by=walker.by(*STAFF), topic=topic, at=walker.at) and merged is not None:
        noted.topic_left(walker, merged, gone)


def back(walker: Walker, life: Life) -> None:
    """Say "me too" behind a voice or a topic, or no longer."""
    by, at = walker.by(*NEIGHBOURS), walker.at
    voice = Voice.objects.filter(pk=_voice(walker, life)).first()
    topic = voice.topic if voice is not None and walker.chance(0.4) else None
    which: dict[str, int | None]
    if topic is not None:
        which, matter = {"topic": topic.pk}, topic.matter_id
    else:
        which, matter = {"voice": voice.pk if voice else NOWHERE}, voice.matter_id if voice else None
    if walker.chance(0.7):
        known = Support.objects.filter(resident_id=by.resident_id, **which).exists()
        if walker.do(supports.join_in, by=by, at=at, **which) and not known:
            walker.books.concern(matter, [by.resident_id], Why.SUPPORTS, at)
        return
    before = Support.objects.filter(resident_id=by.resident_id, **which).exists()
    if walker.do(supports.leave, by=by, at=at, **which) and before and by.resident_id is not None:
        still = Support.objects.filter(Q(voice__matter_id=matter) | Q(topic__matter_id=matter))
        if not still.filter(resident_id=by.resident_id).exists():
            walker.books.release(matter, [by.resident_id], {Why.SUPPORTS})


def _voice(walker: Walker, life: Life) -> int:
    """Return a voice of a life; of a life without any, one that was heard lately."""
    others = [voice for other in walker.lives[-20:] for voice in other.voices]
    return walker.one_of(life.voices or others[-12:])


def publish(walker: Walker, life: Life) -> None:
    """Check a voice and make it public."""
    voice, by, at = _voice(walker, life), walker.by(*STAFF), walker.at
    proposed = list(MaskProposal.objects.filter(voice_id=voice).order_by("pk").values_list("pk", flat=True))
    if proposed and walker.chance(0.4):
        deed = masks.confirm if walker.chance(0.5) else masks.reject
        walker.do(deed, by=by, mask=walker.one_of(proposed), at=at)
    if walker.chance(0.1):
        walker.do(masks.add, by=by, voice=voice, start=1, end=walker.rng.randint(0, 5), at=at)
    if proposed and walker.chance(0.6):
        cover = [pk for pk in proposed if walker.chance(0.7)]
        walker.do(masks.settle, by=by, voice=voice, cover=cover, at=at)
    walker.do(masks.publish, by=by, voice=voice, at=at)


def handle(walker: Walker, life: Life) -> None:
    """Class a voice, hand it over, stop its clock, let it run again."""
    voice, by, at = _voice(walker, life), walker.by(*STAFF), walker.at
    deed = walker.rng.choice(("classify", "hand_over", "pause", "resume", "resume", "open"))
    if deed == "classify":
        classes = list(VoiceClass.objects.order_by("pk").values_list("pk", flat=True))
        urgency = walker.rng.choice((None, *Urgency))
        walker.do(
            handling.classify, by=by, voice=voice, voice_class=walker.one_of(classes), urgency=urgency, at=at
        )
    elif deed == "hand_over":
        post = walker.stage.post(walker.rng.choice(("gu_min", "lin_xiao", "he_zhiqiang", "sun_yue"))).pk
        walker.do(handling.hand_over, by=by, voice=voice, post=post, at=at)
    elif deed == "pause":
        until = localdate(at) + timedelta(days=walker.rng.choice((0, 1, 3, 9, 90)))
        walker.do(handling.pause, by=by, voice=voice, reason=walker.words("等配件"), until=until, at=at)
    elif deed == "resume":
        walker.do(handling.resume, by=by, voice=voice, at=at)
    elif walker.do(originals.open_for, by=by, voice=voice, reason="核实", at=at):
        pass


def reply(walker: Walker, life: Life) -> None:
    """Answer a voice in one of the four ways, or a whole topic at once."""
    voice, by, at = _voice(walker, life), walker.by(*STAFF), walker.at
    deed = walker.rng.choice(("answer", "answer", "answer", "join", "decline", "pass_on", "topic"))
    if deed == "answer":
        known = list(ReplyTemplate.objects.order_by("-pk").values_list("pk", flat=True)[:5])
        template = walker.one_of(known) if walker.chance(0.2) else None
        walker.do(replies.answer, by=by, voice=voice, words=walker.words("修好了"), template=template, at=at)
    elif deed == "join":
        newest = list(Voice.objects.order_by("-pk").values_list("pk", flat=True)[:30])
        other = _voice(walker, life) if walker.chance(0.6) else walker.rng.choice(newest)
        made = walker.do(replies.join, by=by, voice=voice, other=other, words=walker.words("并到一起"), at=at)
        if made is not None:
            noted.said(walker, made.joined_to.matter_id, [made.joined_to_id])
    elif deed == "decline":
        walker.do(replies.decline, by=by, voice=voice, reason=walker.words("不在本社区"), at=at)
    elif deed == "pass_on":
        body, number = walker.words("路灯所"), walker.words("LD-7")
        walker.do(replies.pass_on, by=by, voice=voice, body=body, number=number, words="已转", at=at)
    else:
        topic = Voice.objects.filter(pk=voice).values_list("topic_id", flat=True).first() or NOWHERE
        walker.do(replies.answer_topic, by=by, topic=topic, words=walker.words("一并答复"), at=at)


def rate_voice(walker: Walker, life: Life) -> None:
    """Rate an answer, as the author, by the receipt, or as somebody who may not."""
    voice = Voice.objects.select_related("author").filter(pk=_voice(walker, life)).first()
    secret = voice.secret if voice is not None and walker.chance(0.6) else "x"
    walker.do(
        replies.rate,
        by=walker.by("shen_an", "nobody", *NEIGHBOURS),
        voice=voice.pk if voice else NOWHERE,
        stars=walker.rng.choice((0, 1, 2, 3, 4, 5, 5, 5)),
        words=walker.words("好"),
        secret=secret,
        at=walker.at,
    )


def question(walker: Walker, life: Life) -> None:
    """Report a public voice, hide it, appeal, put it back."""
    voice, at = _voice(walker, life), walker.at
    for deed, likely, more in walker.rng.sample(
        (
            (reports.report, NEIGHBOURS, {"reason": walker.words("有姓名")}),
            (reports.dismiss, STAFF, {}),
            (reports.hide, STAFF, {"reason": walker.words("点了名")}),
            (reports.appeal, NEIGHBOURS, {"words": walker.words("没有点名")}),
            (reports.uphold, STAFF, {"verdict": walker.words("维持")}),
            (reports.restore, STAFF, {"verdict": walker.words("恢复")}),
        ),
        2,
    ):
        author = Voice.objects.filter(pk=voice).values_list("author_id", flat=True).first()
        names = [name for name in NEIGHBOURS if walker.pk(name) == author]
        who = names if deed is reports.appeal and names else likely
        walker.do(deed, by=walker.by(*who), voice=voice, at=at, **more)


def at_the_desk(walker: Walker, _life: Life) -> None:
    """Bring a letter, keep a reply, change a class, ask for a table."""
    by, at, street = walker.by(*STAFF), walker.at, walker.stage.street
    deed = walker.rng.choice(("letter", "letter", "keep", "remove", "class", "export"))
    if deed == "letter":
        waiting = list(
            NoticeLetter.objects.filter(delivered_at=None).order_by("pk").values_list("pk", flat=True)[:20]
        )
        walker.do(letters.delivered, by=by, letter=walker.one_of(waiting), at=at)
    elif deed == "keep":
        title = walker.words(f"常用{walker.rng.randint(0, 20)}")
        walker.do(templates.keep, by=by, community=street.community.pk, title=title, words="谢谢", at=at)
    elif deed == "remove":
        kept = list(ReplyTemplate.objects.order_by("-pk").values_list("pk", flat=True)[:5])
        walker.do(templates.remove, by=by, template=walker.one_of(kept), at=at)
    elif deed == "class":
        classes = list(VoiceClass.objects.order_by("pk").values_list("pk", flat=True))
        one = VoiceClass.objects.filter(pk=walker.one_of(classes)).first()
        walker.do(
            schemes.change_class,
            by=by,
            voice_class=one.pk if one else NOWHERE,
            name=one.name if one else "类",
            urgency=walker.rng.choice((Urgency.ORDINARY, Urgency.HARD)),
            at=at,
        )
    elif walker.done["circle.listen.actions.exports.ask"] < 2:
        asked = walker.do(exports.ask, by=by, filters=Filters(community=street.community.pk), at=at)
        if isinstance(asked, VoiceExport):
            walker.do(exports.make, export=asked.pk, at=at)
            walker.do(exports.fetch, by=by, export=asked.pk, at=at)
