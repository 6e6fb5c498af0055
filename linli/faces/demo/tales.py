"""Turns a tale of tales.toml into the story of one matter: how far it came, on which days, with which sums and words.

Everything is drawn from a seeded generator, so that a community tells the same half year however often it is built.
Days count backwards from today, as in matters.toml.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from linli.ground.lib.chance import Dice

Tale = dict[str, Any]
Then = dict[str, Any]

_VOTE_DAYS, _ROLL_DAYS, _ROUND_DAYS = 6, 4, 16
_OPENERS = ("", "", "", "您好，", "想反映一下：", "说个事，")
_CLOSERS = ("", "", "", "麻烦了。", "盼个回音。", "谢谢。", "希望能听到答复。")
_CHOOSING = (
    "几个办法都摆出来了，请大家投票选。",
    "各有各的道理，交给大家投票。",
    "价钱和工期都写在表里，投票定。",
    "议事会不替大家定，投票选一个。",
)
_PRESENT = (5, 6, 6, 7)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a tale happens: its words for the place, and what the house has to spend and to say."""

    spot: str
    building: str
    hall: str
    source: str
    station: str

    def words(self, text: str) -> str:
        """Put the place into a text."""
        return text.format(spot=self.spot, building=self.building)


@dataclass
class Diary:
    """One matter while it is written down: what happens on which day after its beginning, and who chose what."""

    tale: Tale
    where: Where
    draw: Dice
    day: int = 0
    then: list[Then] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    is_resolved: bool = False

    def __post_init__(self) -> None:
        """Price the options a little differently everywhere."""
        self.options = [
            {
                "name": one["name"],
                "price": _priced(one["yuan"], self.draw) * 100,
                "traits": one["traits"],
            }
            for one in self.tale["options"]
        ]

    def wait(self, least: int, more: int = 2) -> int:
        """Let some days pass and return the day."""
        self.day += least + self.draw.randint(0, more)
        return self.day

    def add(self, deed: str, **told: Any) -> None:
        """Write a deed down for this day."""
        self.then.append({"deed": deed, "on": self.day, **told})

    def words(self, key: str) -> str:
        """Return a text of the tale with its place."""
        return self.where.words(self.tale[key])

    @property
    def title(self) -> str:
        """What the matter is called."""
        return self.words("title")


def _priced(yuan: int, draw: Dice) -> int:
    step = 100 if yuan >= 1000 else 10
    return round(yuan * draw.uniform(0.88, 1.14) / step) * step


def _compared(diary: Diary) -> None:
    diary.wait(2)
    diary.add("options")


def _talked(diary: Diary) -> None:
    diary.wait(1, 1)
    diary.add("talk", says=diary.tale["says"], days=diary.draw.randint(4, 9))


def _met(diary: Diary, *, resolves: bool = False, again: bool = False) -> None:
    """Let the council meet: on the options, or once more on what was not done well."""
    draw, tale = diary.draw, diary.tale
    diary.wait(6)
    present = draw.choice(_PRESENT)
    first, second = (one.rstrip("。") for one in draw.sample(tale["says"], 2))
    outcome, title = draw.choice(_CHOOSING), f"商量：{diary.title}"
    if again:
        outcome, title = tale["again"][0], f"返工怎么做：{diary.title}"
        told = f"到会{present}人，先听了打分低的几位怎么说，又到现场看了。{outcome}"
    else:
        if resolves:
            price = diary.options[0]["price"] // 100
            money = f"，{price:,}元以内" if price else ""
            outcome = f"就按“{diary.options[0]['name']}”来办{money}，由物业做。"
        told = f"到会{present}人。有人说“{first}”，也有人说“{second}”。{outcome}"
    votes = {"votes": (present - 1, draw.randint(0, 1)), "within": 30} if resolves else {}
    place = diary.where.hall
    diary.add("meet", title=title, outcome=outcome, summary=told, place=place, present=present, **votes)
    diary.is_resolved = diary.is_resolved or resolves


def _voted(diary: Diary, *, days: int = _VOTE_DAYS) -> None:
    """Hold a ballot that the first option wins, by another margin everywhere."""
    draw, question = diary.draw, diary.words("question")
    diary.wait(2)
    is_plain = "同意吗" in question
    first = draw.randint(66, 84)
    weights = (first, 92 - first, 8) if is_plain else (first, 100 - first)
    choices = ("for", "against", "abstain") if is_plain else ("1", "2")
    turnout = draw.uniform(0.72, 0.88)
    answers = [draw.choices(choices, weights)[0] if draw.random() < turnout else "" for _line in range(400)]
    secrecy = "open" if draw.random() < 1 / 3 else "secret"
    diary.add(
        "vote",
        question=question,
        kind="yesno" if is_plain else "choose",
        secrecy=secrecy,
        basis="household" if diary.tale["scope"] == "compound" else "person",
        days=days,
        answers=answers,
        paper="anyone" if secrecy == "secret" else "",
        station=diary.where.station,
    )


def _decided(diary: Diary) -> None:
    """Let the council decide what is small, and everyone what is not."""
    _compared(diary)
    is_small = diary.options[0]["price"] < 300_000 and diary.draw.random() < 1 / 2
    _met(diary, resolves=is_small)
    if not is_small:
        _voted(diary)
        diary.day += _ROLL_DAYS + _VOTE_DAYS


def _worked(diary: Diary, *, is_late: bool = False, again: bool = False) -> None:
    """Let the works be done task by task; late, the last one is put off and still under way."""
    tale, draw = diary.tale, diary.draw
    diary.wait(2)
    before, after = tale["scenes"]
    told = [tale["again"][1:]] if again else tale["tasks"]
    budget = _priced(900, draw) * 100 if again else diary.options[0]["price"]
    plan = f"{told[0][0]}。" if again else f"先{told[0][0]}，再{told[1][0]}；做之前在单元门口贴通知。"
    spent = budget // 10_000 * draw.randint(88, 100) * 100
    reason = {"reason": f"上次没做到位：{tale['again'][0]}"} if again else {}
    diary.add(
        "works", plan=plan, budget=budget, spent=spent, source=diary.where.source, lead="manager", **reason
    )
    deed, tasks = diary.then[-1], []
    for number, (title, words) in enumerate(told):
        begins = diary.wait(1, 1)
        ends = diary.wait(3, 3)
        task = {
            "title": title,
            "words": words,
            "before": before,
            "after": after,
            "from": begins,
            "until": ends,
        }
        if is_late and number == len(told) - 1:
            task["delay"] = {"on": ends - 1, "until": ends + draw.randint(6, 12), "reason": tale["delay"]}
        tasks.append(task)
    deed["tasks"] = tasks


def _made_known(diary: Diary, *, again: bool = False) -> None:
    diary.wait(2)
    works = next(one for one in reversed(diary.then) if one["deed"] == "works")
    way = "议事会议定" if diary.is_resolved else "投票选定"
    decided = diary.tale["again"][0] if again else f"{way}“{diary.options[0]['name']}”。"
    done = diary.tale["again"][2] if again else diary.words("done")
    diary.add("result", decided=decided, done=done, cost=works["spent"])


def _rated(
    diary: Diary, words: str, marks: tuple[int, ...], *, scores: int = 0, is_open: bool = False
) -> None:
    diary.day += 0 if is_open else _ROUND_DAYS
    diary.add("rate", words=words, marks=marks, scores=scores, open=is_open)


def _praised(diary: Diary, *, is_open: bool = False) -> None:
    marks = tuple(diary.draw.choice((5, 5, 4, 5, 4, 3)) for _one in range(2 if is_open else 5))
    _rated(
        diary,
        diary.tale["praise"],
        marks,
        scores=0 if is_open else diary.draw.randint(7, 10),
        is_open=is_open,
    )


def _blamed(diary: Diary) -> None:
    _rated(diary, diary.tale["blame"], tuple(diary.draw.choice((2, 1, 2, 3, 2)) for _one in range(5)))


def _done(diary: Diary) -> None:
    _decided(diary)
    _worked(diary)


def _finished(diary: Diary) -> None:
    _done(diary)
    _made_known(diary)
    _praised(diary)


def _reopened(diary: Diary) -> None:
    _done(diary)
    _made_known(diary)
    _blamed(diary)
    _met(diary, again=True)


def _twice(diary: Diary) -> None:
    _done(diary)
    _made_known(diary)
    _blamed(diary)
    _worked(diary, again=True)
    _made_known(diary, again=True)
    _praised(diary)


def _voting(diary: Diary) -> None:
    _compared(diary)
    _met(diary)
    _voted(diary, days=9)
    diary.day += _ROLL_DAYS


def _working(diary: Diary) -> None:
    _decided(diary)
    _worked(diary, is_late=True)


def _decided_late(diary: Diary) -> None:
    _compared(diary)
    _met(diary, resolves=True)


def _talking(diary: Diary) -> None:
    _talked(diary)
    _compared(diary)
    _met(diary)


def _shown(diary: Diary) -> None:
    _done(diary)
    _made_known(diary)
    _praised(diary, is_open=True)


def _only_heard(_diary: Diary) -> None:
    """Nothing has happened yet."""


@dataclass(frozen=True, slots=True)
class Way:
    """How far a matter has come: what happens, how many days ago the last of it did, and after how many it is due."""

    goes: Callable[[Diary], None]
    since: tuple[int, int]
    due: tuple[int, int]


WAYS = {
    "finished": Way(_finished, (12, 90), (70, 80)),
    "twice": Way(_twice, (6, 30), (120, 130)),
    "reopened": Way(_reopened, (3, 12), (110, 130)),
    "shown": Way(_shown, (3, 5), (80, 90)),
    "done": Way(_done, (2, 3), (60, 70)),
    "working": Way(_working, (1, 2), (55, 70)),
    "decided": Way(_decided_late, (24, 34), (20, 22)),
    "voting": Way(_voting, (2, 4), (60, 70)),
    "talking": Way(_talking, (2, 4), (45, 60)),
    "heard": Way(_only_heard, (3, 7), (30, 40)),
    "late": Way(_only_heard, (36, 52), (18, 25)),
}


def story(tale: Tale, way: str, where: Where, draw: Dice) -> dict[str, Any]:
    """Write down what became of a tale that went some way, as matters.toml would, and what neighbours said of it."""
    diary = Diary(tale, where, draw)
    told = WAYS[way]
    told.goes(diary)
    ago = diary.day + draw.randint(*told.since)
    for then in diary.then:
        _count_back(then, ago)
    said = [where.words(words) for words in draw.sample(tale["voices"], 3)]
    return {
        "title": diary.title,
        "ago": ago,
        "due": ago - draw.randint(*told.due),
        "class": tale["class"],
        "scope": tale["scope"],
        "spot": where.spot,
        "resident_need": tale["resident"],
        "governance_need": tale["governance"],
        "voices": [draw.choice(_OPENERS) + words + draw.choice(_CLOSERS) for words in said],
        "option": diary.options,
        "then": diary.then,
    }


def _count_back(then: Then, ago: int) -> None:
    """Turn days after the beginning into days before today."""
    then["ago"] = ago - then.pop("on")
    for task in then.get("tasks", ()):
        task["from"], task["until"] = ago - task["from"], ago - task["until"]
        if delay := task.get("delay"):
            delay["ago"], delay["until"] = ago - delay.pop("on"), ago - delay["until"]
