"""The stages of the circle, the steps between them, and the one table of legal steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a matter stands on its way round the circle, or how it left it early."""

    HEARD = "heard", _("听到了")
    DELIBERATED = "deliberated", _("议过了")
    DECIDED = "decided", _("定下了")
    DELIVERED = "delivered", _("办好了")
    DISCLOSED = "disclosed", _("公开了")
    EVALUATED = "evaluated", _("评过了")
    ANSWERED = "answered", _("当即答复")
    JOINED = "joined", _("并入另一件事")
    DECLINED = "declined", _("不予办理")
    PASSED_ON = "passed_on", _("转交其他单位")


CIRCLE: tuple[Stage, ...] = (
    Stage.HEARD,
    Stage.DELIBERATED,
    Stage.DECIDED,
    Stage.DELIVERED,
    Stage.DISCLOSED,
    Stage.EVALUATED,
)
"""The six arcs of the ring, in their order; the columns of the board."""


ON_THE_WAY: frozenset[Stage] = frozenset(CIRCLE[:-1])
"""Where a matter's clock runs: it is dealt with neither by an evaluation nor by a way out."""

WAYS_OUT: tuple[Stage, ...] = (Stage.ANSWERED, Stage.JOINED, Stage.DECLINED, Stage.PASSED_ON)
"""How a matter leaves the circle early; beside the board."""


class Duty(models.TextChoices):
    """Why somebody is told that a matter is late."""

    OWNER = "owner", _("这件事由您的岗位负责")
    ABOVE = "above", _("您是上一级，要催一催")


class Origin(models.TextChoices):
    """Where a matter came from."""

    TOPIC = "topic", _("大家说的话题")
    VOICE = "voice", _("一位居民说的事")
    BODY = "body", _("一个组织提出")


class Why(models.TextChoices):
    """Why a matter concerns a person; of several reasons the first in this order is kept."""

    SAID = "said", _("您说过这件事")
    SUPPORTS = "supports", _("您说过“我也是”")
    PART = "part", _("您参与办这件事")
    ROLL = "roll", _("您在这次投票的名册上")
    FOLLOWS = "follows", _("您关注了这件事")


class Step(models.TextChoices):
    """What moves a matter from one stage to the next."""

    DELIBERATE = "deliberate", _("商议")
    DECIDE = "decide", _("决定")
    DELIVER = "deliver", _("办理")
    DISCLOSE = "disclose", _("公开")
    EVALUATE = "evaluate", _("评议")
    ANSWER = "answer", _("当即答复")
    JOIN = "join", _("并入另一件事")
    DECLINE = "decline", _("不予办理")
    PASS_ON = "pass_on", _("转交")
    RECONSIDER = "reconsider", _("重新商议")
    REOPEN = "reopen", _("重新打开")


class Need(models.TextChoices):
    """What a step must bring along."""

    REASON = "reason", _("理由")
    OTHER_MATTER = "other_matter", _("另一件事")
    OTHER_BODY = "other_body", _("对方单位和编号")
    FIRST_LAP = "first_lap", _("第一次")


@dataclass(frozen=True, slots=True)
class Move:
    """Where a step leads, and what it must bring along."""

    to: Stage
    needs: frozenset[Need] = frozenset()


def _early(stage: Stage) -> dict[tuple[Stage, Step], Move]:
    """The short cuts that leave the circle before anything was decided."""
    return {
        (stage, Step.ANSWER): Move(Stage.ANSWERED, frozenset({Need.REASON})),
        (stage, Step.JOIN): Move(Stage.JOINED, frozenset({Need.OTHER_MATTER})),
        (stage, Step.DECLINE): Move(Stage.DECLINED, frozenset({Need.REASON})),
        (stage, Step.PASS_ON): Move(Stage.PASSED_ON, frozenset({Need.OTHER_BODY})),
    }


_ONCE_MORE = Move(Stage.HEARD, frozenset({Need.FIRST_LAP, Need.REASON}))

# Beside the six steps: a body decides or does what is within its own power at once; a vote that was annulled goes back
# to deliberation; a decision that leaves nothing to do (rejected) is disclosed right away.
TRANSITIONS: Mapping[tuple[Stage, Step], Move] = {
    (Stage.HEARD, Step.DELIBERATE): Move(Stage.DELIBERATED),
    (Stage.DELIBERATED, Step.DECIDE): Move(Stage.DECIDED),
    (Stage.DECIDED, Step.DELIVER): Move(Stage.DELIVERED),
    (Stage.DELIVERED, Step.DISCLOSE): Move(Stage.DISCLOSED),
    (Stage.DISCLOSED, Step.EVALUATE): Move(Stage.EVALUATED),
    (Stage.HEARD, Step.DECIDE): Move(Stage.DECIDED, frozenset({Need.REASON})),
    (Stage.HEARD, Step.DELIVER): Move(Stage.DELIVERED, frozenset({Need.REASON})),
    (Stage.DECIDED, Step.RECONSIDER): Move(Stage.DELIBERATED, frozenset({Need.REASON})),
    (Stage.DECIDED, Step.DISCLOSE): Move(Stage.DISCLOSED, frozenset({Need.REASON})),
    **_early(Stage.HEARD),
    **_early(Stage.DELIBERATED),
    (Stage.ANSWERED, Step.EVALUATE): Move(Stage.EVALUATED),
    (Stage.EVALUATED, Step.REOPEN): _ONCE_MORE,
    (Stage.ANSWERED, Step.REOPEN): _ONCE_MORE,
    (Stage.DECLINED, Step.REOPEN): _ONCE_MORE,
    (Stage.PASSED_ON, Step.REOPEN): _ONCE_MORE,
}
