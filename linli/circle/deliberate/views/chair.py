"""A meeting on the convener's phone: who is here, item by item, votes, minutes; one table of deeds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from linli.circle.deliberate.actions import agenda, attendance, meetings, minutes, resolutions
from linli.circle.deliberate.choices import ItemState, MeetingKind, MeetingState
from linli.circle.deliberate.forms import meetings as forms
from linli.circle.deliberate.models import AgendaItem
from linli.circle.deliberate.queries import agendas
from linli.circle.deliberate.queries import meetings as questions
from linli.circle.deliberate.queries.meetings import MeetingView
from linli.circle.deliberate.refusals import NotThere
from linli.circle.deliberate.views.answers import apart, attempted, done
from linli.circle.deliberate.views.meetings import shown
from linli.circle.matters.choices import Stage
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries.actors import acting
from linli.ground.people.rules import Actor

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing a convener may do: the form it needs (or none), the action, what is said afterwards.

    `act` gets who acts, the meeting, the number of the item or person it is about (0 for none), the form, the moment.
    """

    form: Callable[[QueryDict | None, MeetingView, AgendaItem | None], Form] | None
    act: Callable[[Actor, MeetingView, int, Any, datetime], object]
    words: str | Promise


def _plain(form: type[Form]) -> Callable[[QueryDict | None, MeetingView, AgendaItem | None], Form]:
    return lambda data, _view, _item: form(data)


def _outcome_form(data: QueryDict | None, _view: MeetingView, item: AgendaItem | None) -> Form:
    carries = item is not None and item.matter is not None and item.matter.stage == Stage.HEARD
    return forms.OutcomeForm(data, carries=carries, initial={"outcome": item.outcome if item else ""})


def _notes_form(data: QueryDict | None, _view: MeetingView, item: AgendaItem | None) -> Form:
    return forms.NotesForm(data, initial={"minutes": item.minutes if item else ""})


def _motion_form(data: QueryDict | None, view: MeetingView, item: AgendaItem | None) -> Form:
    decides = view.rule.decides and item is not None and item.matter is not None
    return forms.MotionForm(data, owners=view.owners, decides=decides)


def _move_form(data: QueryDict | None, view: MeetingView, _item: AgendaItem | None) -> Form:
    meeting = view.meeting
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    now_stands = {
        "title": meeting.title,
        "place": meeting.place,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "short_reason": meeting.short_reason,
    }
    return forms.MoveForm(data, initial=now_stands)


def _begin(by: Actor, view: MeetingView, _about: int, _form: Any, at: datetime) -> object:
    return meetings.begin(by=by, meeting=view.meeting.pk, at=at)


def _end(by: Actor, view: MeetingView, _about: int, _form: Any, at: datetime) -> object:
    return meetings.end(by=by, meeting=view.meeting.pk, at=at)


def _move(by: Actor, view: MeetingView, _about: int, form: Any, at: datetime) -> object:
    notice = form.notice(MeetingKind(view.meeting.kind))
    return meetings.change(by=by, meeting=view.meeting.pk, notice=notice, at=at)


def _cancel(by: Actor, view: MeetingView, _about: int, form: Any, at: datetime) -> object:
    return meetings.cancel(by=by, meeting=view.meeting.pk, reason=form.cleaned_data["reason"], at=at)


def _tick(by: Actor, view: MeetingView, about: int, _form: Any, at: datetime) -> object:
    return attendance.tick(by=by, meeting=view.meeting.pk, resident=about, at=at)


def _untick(by: Actor, view: MeetingView, about: int, _form: Any, at: datetime) -> object:
    return attendance.untick(by=by, meeting=view.meeting.pk, resident=about, at=at)


def _proxy(by: Actor, view: MeetingView, about: int, form: Any, at: datetime) -> object:
    return attendance.stand_in(
        by=by, meeting=view.meeting.pk, absent=about, proxy=form.cleaned_data["proxy"], at=at
    )


def _add(by: Actor, view: MeetingView, _about: int, form: Any, at: datetime) -> object:
    return agenda.add(by=by, meeting=view.meeting.pk, title=form.cleaned_data["title"], at=at)


def _conclude(by: Actor, view: MeetingView, about: int, form: Any, at: datetime) -> object:
    given: Given = form.cleaned_data
    return agenda.conclude(
        by=by,
        meeting=view.meeting.pk,
        item=about,
        outcome=given["outcome"],
        carries=given.get("carries", False),
        at=at,
    )


def _put_off(by: Actor, view: MeetingView, about: int, _form: Any, at: datetime) -> object:
    return agenda.put_off(by=by, meeting=view.meeting.pk, item=about, at=at)


def _write(by: Actor, view: MeetingView, about: int, form: Any, at: datetime) -> object:
    return agenda.write(
        by=by, meeting=view.meeting.pk, item=about, minutes=form.cleaned_data["minutes"], at=at
    )


def _resolve(by: Actor, view: MeetingView, about: int, form: Any, at: datetime) -> object:
    key = form.cleaned_data["key"]
    return resolutions.resolve(
        by=by, meeting=view.meeting.pk, item=about, motion=form.motion(), key=key, at=at
    )


def _settle(by: Actor, view: MeetingView, _about: int, form: Any, at: datetime) -> object:
    return minutes.settle(by=by, meeting=view.meeting.pk, summary=form.cleaned_data["summary"], at=at)


def _signed(by: Actor, view: MeetingView, about: int, _form: Any, at: datetime) -> object:
    return minutes.note_signature(by=by, meeting=view.meeting.pk, resident=about, at=at)


def _correct(by: Actor, view: MeetingView, _about: int, form: Any, at: datetime) -> object:
    return minutes.correct(by=by, meeting=view.meeting.pk, text=form.cleaned_data["text"], at=at)


def _publish(by: Actor, view: MeetingView, _about: int, _form: Any, at: datetime) -> object:
    return minutes.publish(by=by, meeting=view.meeting.pk, at=at)


DEEDS: Mapping[str, Deed] = {
    "begin": Deed(None, _begin, gettext_lazy("开会了。")),
    "end": Deed(None, _end, gettext_lazy("散会了。没议完的，下次自动列上。")),
    "move": Deed(_move_form, _move, gettext_lazy("改好了，大家会收到通知。")),
    "cancel": Deed(_plain(forms.ReasonForm), _cancel, gettext_lazy("取消了，大家会收到通知。")),
    "tick": Deed(None, _tick, gettext_lazy("点到了。")),
    "untick": Deed(None, _untick, gettext_lazy("去掉了。")),
    "proxy": Deed(_plain(forms.ProxyForm), _proxy, gettext_lazy("委托记下了。")),
    "add": Deed(_plain(forms.ItemForm), _add, gettext_lazy("列上了。")),
    "conclude": Deed(_outcome_form, _conclude, gettext_lazy("结果记下了。")),
    "put-off": Deed(None, _put_off, gettext_lazy("留到下次。")),
    "write": Deed(_notes_form, _write, gettext_lazy("记录存好了。")),
    "resolve": Deed(_motion_form, _resolve, gettext_lazy("票数记下了。")),
    "settle": Deed(_plain(forms.SummaryForm), _settle, gettext_lazy("定稿了，到会的人会收到签字通知。")),
    "signed": Deed(None, _signed, gettext_lazy("纸上的签字记下了。")),
    "correct": Deed(_plain(forms.ErratumForm), _correct, gettext_lazy("更正写上了，原文不动。")),
    "publish": Deed(None, _publish, gettext_lazy("公开了，大家会收到通知。")),
}
OF_ITEMS = ("conclude", "resolve", "write")
OF_MEETINGS = ("move", "cancel", "add", "settle", "correct")


@login_required
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting to its convener, on a phone."""
    return _page(request, questions.for_convener(acting(request), pk, now()))


def _page(
    request: HttpRequest, view: MeetingView, *, deed: str = "", about: int = 0, form: Form | None = None
) -> HttpResponse:
    wrong = {(deed, about): form} if form is not None else {}
    words = request.GET.get("q", "").strip()[:20]
    following = next((item.pk for item in view.items if item.state == ItemState.WAITING), 0)
    to_tick = [] if view.meeting.is_over else questions.to_tick(view, now(), words)
    context = shown(view) | {
        "forms": apart({one: wrong.get((one, 0)) or _form(one, view, None) for one in OF_MEETINGS}),
        "blocks": [
            {
                "item": item,
                "kind": kind,
                "forms": apart(
                    {
                        f"{one}_{item.pk}": wrong.get((one, item.pk)) or _form(one, view, item)
                        for one in OF_ITEMS
                    }
                ),
                "conclude": f"conclude_{item.pk}",
                "resolve": f"resolve_{item.pk}",
                "write": f"write_{item.pk}",
                "is_wrong": about == item.pk and form is not None and deed in OF_ITEMS,
                "is_next": item.pk == following,
            }
            for item, kind in shown(view)["items"]  # type: ignore[attr-defined] # pairs, as above
        ],
        "to_tick": to_tick,
        "absent": [] if not view.rule.proxies else to_tick,
        "in_person": [row for row in view.attendances if row.is_entitled and row.proxy_id is None],
        "words": words,
        "is_wide": view.rule.circle in {"adults", "households"},
        "deed": deed,
        "is_open": view.meeting.state == MeetingState.OPEN,
        "is_called": view.meeting.state == MeetingState.CALLED,
        "is_ended": view.meeting.state == MeetingState.ENDED,
        "unsigned": _unsigned(view),
    }
    return render(request, "deliberate/run.html", context, status=422 if form is not None else 200)


def _unsigned(view: MeetingView) -> list[Any]:
    signed = {one.resident_id for one in view.signatures}
    return [
        row
        for row in view.attendances
        if row.is_entitled and not row.proxy_id and row.resident_id not in signed
    ]


def _form(deed: str, view: MeetingView, item: AgendaItem | None) -> Form:
    make = DEEDS[deed].form
    assert make is not None
    return make(None, view, item)


@login_required
@require_POST
def do(request: HttpRequest, pk: int, deed: str, about: int = 0) -> HttpResponse:
    """Do one deed; a refusal comes back with the form as it was filled in."""
    if deed not in DEEDS:
        raise Http404
    one, actor, at = DEEDS[deed], acting(request), now()
    view = questions.for_convener(actor, pk, at)
    back = (
        f"item-{about}"
        if deed in {*OF_ITEMS, "put-off"}
        else ("here" if deed in {"tick", "untick"} else "main")
    )
    if one.form is None:
        return _pressed(request, view, one, about, back)
    item = next((row for row in view.items if row.pk == about), None)
    if deed in OF_ITEMS and item is None:
        raise NotThere
    form = one.form(request.POST, view, item)
    if form.is_valid() and attempted(form, lambda: one.act(actor, view, about, form, at)):
        messages.success(request, str(one.words))
        return redirect(f"{request.path.partition('/do/')[0]}/#{back}")
    return _page(request, view, deed=deed, about=about, form=form)


def _pressed(request: HttpRequest, view: MeetingView, one: Deed, about: int, back: str) -> HttpResponse:
    try:
        one.act(acting(request), view, about, None, now())
        messages.success(request, str(one.words))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{request.path.partition('/do/')[0]}/#{back}")


@login_required
@require_POST
def close_resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a resolution was carried out, or is dropped."""
    form = forms.CloseForm(request.POST)
    is_done = request.POST.get("how") != "dropped"
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return done(
        request,
        lambda: resolutions.close(
            by=acting(request), resolution=pk, is_done=is_done, reason=reason, at=now()
        ),
        _("记下了，谢谢。"),
        reverse("deliberate:body", args=[agendas.body_of(pk)]),
    )
