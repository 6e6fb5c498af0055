"""The deeds of the desk as a table: the form each needs, the action it calls, what is said afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.circle.listen.actions import handling, masks, replies, reports, voices
from linli.circle.listen.choices import Urgency
from linli.circle.listen.forms import desk as forms
from linli.circle.listen.models import Voice
from linli.circle.listen.queries import schemes
from linli.ground.people.rules import Actor

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing staff may do to a voice."""

    form: Callable[[QueryDict, Voice], Form | None]
    act: Callable[[Actor, Voice, Given, datetime], object]
    words: str | Promise

    def deed(self, actor: Actor, voice: Voice, given: Given, at: datetime) -> str | Promise:
        """Do it and return what to say."""
        self.act(actor, voice, given, at)
        return self.words


def _plain(form: type[Form]) -> Callable[[QueryDict, Voice], Form]:
    return lambda data, _voice: form(data)


def _none(_data: QueryDict, _voice: Voice) -> None:
    return None


def _classify_form(data: QueryDict, voice: Voice) -> Form:
    return forms.ClassifyForm(data, classes=schemes.classes(voice.community_id))


def _answer_form(data: QueryDict, voice: Voice) -> Form:
    return forms.AnswerForm(data, templates=schemes.templates(voice.community_id, voice.voice_class_id))


def _classify(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    urgency = Urgency(given["urgency"]) if given["urgency"] else None
    return handling.classify(by=by, voice=voice.pk, voice_class=given["voice_class"], urgency=urgency, at=at)


def _answer(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return replies.answer(by=by, voice=voice.pk, words=given["words"], template=given["template"], at=at)


def _join(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return replies.join(by=by, voice=voice.pk, other=given["other"], words=given["words"], at=at)


def _decline(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return replies.decline(by=by, voice=voice.pk, reason=given["reason"], at=at)


def _pass_on(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return replies.pass_on(
        by=by, voice=voice.pk, body=given["body"], number=given["number"], words=given["words"], at=at
    )


def _pause(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return handling.pause(by=by, voice=voice.pk, reason=given["reason"], until=given["until"], at=at)


def _resume(by: Actor, voice: Voice, _given: Given, at: datetime) -> object:
    return handling.resume(by=by, voice=voice.pk, at=at)


def _write_down(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return voices.write_down(by=by, voice=voice.pk, text=given["text"], at=at)


def _publish(by: Actor, voice: Voice, _given: Given, at: datetime) -> object:
    return masks.publish(by=by, voice=voice.pk, at=at)


def _hide(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return reports.hide(by=by, voice=voice.pk, reason=given["reason"], at=at)


def _dismiss(by: Actor, voice: Voice, _given: Given, at: datetime) -> object:
    return reports.dismiss(by=by, voice=voice.pk, at=at)


def _restore(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return reports.restore(by=by, voice=voice.pk, verdict=given["reason"], at=at)


def _uphold(by: Actor, voice: Voice, given: Given, at: datetime) -> object:
    return reports.uphold(by=by, voice=voice.pk, verdict=given["reason"], at=at)


DEEDS: Mapping[str, Deed] = {
    "classify": Deed(_classify_form, _classify, _("归好了。这一次会用来教系统。")),
    "answer": Deed(_answer_form, _answer, _("答复已送到本人，请等评分。")),
    "join": Deed(_plain(forms.JoinForm), _join, _("并好了，本人会收到通知。")),
    "decline": Deed(_plain(forms.ReasonForm), _decline, _("理由已告诉本人。")),
    "pass_on": Deed(_plain(forms.PassOnForm), _pass_on, _("转交了，编号已告诉本人。")),
    "pause": Deed(_plain(forms.PauseForm), _pause, _("停下了，到期自己接着走。")),
    "resume": Deed(_none, _resume, _("接着走了。")),
    "write_down": Deed(_plain(forms.WriteDownForm), _write_down, _("写好了。")),
    "publish": Deed(_none, _publish, _("公开了。")),
    "hide": Deed(_plain(forms.ReasonForm), _hide, _("隐藏了，理由已写在原处。")),
    "dismiss": Deed(_none, _dismiss, _("看过了，保留公开。")),
    "restore": Deed(_plain(forms.ReasonForm), _restore, _("恢复公开了。")),
    "uphold": Deed(_plain(forms.ReasonForm), _uphold, _("维持隐藏，理由已告诉本人。")),
}
