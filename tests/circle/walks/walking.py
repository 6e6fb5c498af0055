"""The walk itself: lives begin, deeds are drawn by where the matter stands, time goes on, until all are over."""

from collections.abc import Callable

from linli.circle.matters.choices import TRANSITIONS
from tests.circle.walks import built, heard, judged, moved, news, plays, posted, talked, voted
from tests.circle.walks.walker import Life, Walker

Deed = Callable[[Walker, Life], None]

THINGS = (
    "路灯",
    "电梯",
    "水管",
    "门禁",
    "车棚",
    "垃圾桶",
    "楼道窗",
    "健身器",
    "排水沟",
    "树枝",
    "单元门",
    "晾衣杆",
    "信箱",
    "围墙",
)
TROUBLES = (
    "晚上不亮",
    "老是停",
    "漏水",
    "打不开",
    "没有顶",
    "满了没人收",
    "玻璃碎了",
    "松动",
    "堵住了",
    "关不上",
    "断了",
    "锈了",
)

BEFORE: dict[Deed, int] = {heard.say: 8, heard.back: 2, heard.publish: 4, heard.group: 1, heard.handle: 1}
ALWAYS: dict[Deed, int] = {
    moved.follow: 4, moved.mind: 3, heard.say: 1, heard.back: 3, heard.publish: 2, heard.group: 3, heard.handle: 2,
    heard.reply: 2, heard.rate_voice: 2, heard.question: 2, heard.at_the_desk: 1, talked.moderate: 1,
    talked.keep_bodies: 2, judged.appraise: 1, judged.post: 3, posted.disclose: 2, moved.move: 1,
}  # fmt: skip
AT: dict[str, dict[Deed, int]] = {
    "heard": {talked.talk: 16, talked.compare: 6, talked.meet: 68, moved.move: 10, built.work: 4},
    "deliberated": {talked.talk: 10, talked.compare: 4, talked.meet: 12, voted.vote: 68, moved.move: 4},
    "decided": {built.work: 76, voted.vote: 10, moved.move: 4, talked.meet: 10},
    "delivered": {moved.move: 16, judged.post: 10, posted.result: 12, built.work: 2},
    "disclosed": {judged.judge: 52, judged.post: 8, moved.move: 4},
    "evaluated": {moved.move: 20, judged.judge: 4},
    "answered": {judged.judge: 20, moved.move: 24},
    "declined": {moved.move: 12},
    "passed_on": {moved.move: 12},
    "joined": {moved.move: 4},
}
WAYS: dict[str, tuple[Deed, ...]] = {
    "matters.actions.concerns": (moved.follow,),
    "matters.actions.initiatives": (moved.begin, heard.begin),
    "matters.actions.particulars": (moved.mind,),
    "matters.": (moved.move,),
    "listen.actions.handling": (heard.handle,),
    "listen.actions.masks": (heard.publish,),
    "listen.actions.replies": (heard.reply, heard.rate_voice),
    "listen.actions.reports": (heard.question,),
    "listen.actions.supports": (heard.back,),
    "listen.actions.topics": (heard.group,),
    "listen.actions.initiatives": (heard.begin,),
    "listen.actions.voices": (heard.say,),
    "listen.": (heard.at_the_desk, heard.handle),
    "deliberate.actions.bodies": (talked.keep_bodies,),
    "deliberate.actions.hours": (talked.keep_bodies,),
    "deliberate.actions.options": (talked.compare,),
    "deliberate.actions.overseers": (talked.keep_bodies,),
    "deliberate.actions.resolutions": (talked.keep_bodies, talked.meet),
    "deliberate.actions.talks": (talked.talk,),
    "deliberate.actions.statements": (talked.talk, talked.moderate),
    "deliberate.": (talked.meet,),
    "decide.": (voted.vote,),
    "deliver.": (built.work,),
    "disclose.actions.results": (posted.result,),
    "disclose.": (posted.disclose,),
    "evaluate.actions.appraisals": (judged.appraise,),
    "evaluate.": (judged.judge,),
    "notices.": (judged.post,),
}
"""Where each deed of the house is met on the walk: to try again what is undone at the end."""
TRIES = 240
AT_ONCE = 25
"""How many matters go their ways side by side."""


def walk(walker: Walker, matters: int, undone: Callable[[], set[str]]) -> None:
    """Walk until so many matters stand in the house and every life is over; then do what the dice left out.

    First the plays; what is undone even then is tried again on one life or another.
    """
    _walk(walker, matters)
    for stage, step in TRANSITIONS:
        if (stage, step) not in walker.taken:
            moved.lead(walker, stage, step)
    for play in plays.ALL:
        play(walker)
    lives = [life for life in walker.lives if life.matter]
    for _again in range(TRIES):
        left = sorted(undone())
        if not left:
            return
        life = walker.rng.choice(lives)
        walker.look(life)
        walker.rng.choice(_ways_to(walker.rng.choice(left)))(walker, life)
        news.deliver(walker)
        walker.wait()


def _ways_to(name: str) -> tuple[Deed, ...]:
    """Return the ways of the walk on which a deed of the house is met, the closest name first."""
    return next(ways for part, ways in WAYS.items() if part in name)


def _walk(walker: Walker, matters: int) -> None:
    live: list[Life] = []
    while True:
        while len(live) < AT_ONCE and walker.matters + _unborn(live) < matters:
            live.append(_born(walker))
        if not live:
            return
        life = walker.rng.choice(live)
        _live(walker, life)
        if life.left <= 0:
            live.remove(life)


def _unborn(live: list[Life]) -> int:
    return sum(not life.matter for life in live)


def _born(walker: Walker) -> Life:
    rng = walker.rng
    life = Life(
        theme=f"3号楼{rng.choice(THINGS)}{rng.choice(TROUBLES)}",
        origin=rng.choice(("topic", "voice", "body")),
        wish=rng.choice(("round", "round", "out", "any")),
        left=rng.randint(40, 80) if rng.random() < 0.22 else rng.randint(3, 13),
    )
    walker.lives.append(life)
    return life


def _live(walker: Walker, life: Life) -> None:
    """Do one deed in a life, deliver the news, let time and chores go on."""
    life.left -= 1
    _chosen(walker, life)(walker, life)
    news.deliver(walker)
    walker.wait()
    news.chores(walker)
    walker.look(life)


def _chosen(walker: Walker, life: Life) -> Deed:
    if not life.matter:
        if life.origin == "body":
            return moved.begin
        if len(life.voices) >= (3 if life.origin == "topic" else 1) and walker.chance(0.6):
            return heard.begin
        return _drawn(walker, BEFORE)
    if moved.untrodden(walker, life) and walker.chance(0.3):
        return moved.move
    return _drawn(walker, ALWAYS, AT.get(life.stage, {}))


def _drawn(walker: Walker, *tables: dict[Deed, int]) -> Deed:
    deeds = [(deed, weight) for table in tables for deed, weight in table.items()]
    return walker.rng.choices([deed for deed, _w in deeds], [weight for _d, weight in deeds])[0]
