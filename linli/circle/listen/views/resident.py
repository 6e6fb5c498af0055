"""A neighbour says something, sees what became of it, rates the answer; or speaks for another who agreed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.listen import portraits
from linli.circle.listen.actions import replies, reports, supports, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Audience
from linli.circle.listen.forms.resident import RateForm, ReasonForm, SayForm, SpeakForForm
from linli.circle.listen.models import Voice
from linli.circle.listen.queries import helping, similar
from linli.circle.listen.queries import voices as questions
from linli.ground.files.actions import files
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.lib.text import id_in
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting
from linli.ground.people.rules import Actor


@login_required
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Take what a neighbour says; offer what others said already before it is sent."""
    actor = acting(request)
    if actor.home_area_id is None or actor.here is None:
        return render(request, "listen/unknown.html", status=403)
    form = SayForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        places=areas.outward(actor.home_area_id),
        initial={"text": _("我听说……这是真的吗？")} if request.GET.get("about") == "hearsay" else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, form, actor)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "listen/say.html", {"form": form}, status=422 if form.errors else 200)


def _sent(request: HttpRequest, form: SayForm, actor: Actor) -> HttpResponse:
    said = _said(form, actor)
    community = actor.here or 0
    if not form.cleaned_data["sure"] and (said.text or said.title):
        likes = similar.open_topics(community=community, text=said.text, place=said.place_words)
        if likes:
            again = {
                **form.cleaned_data,
                "kept": ",".join(map(str, said.photos)),
                "kept_sound": said.sound or "",
            }
            return render(request, "listen/similar.html", {"likes": likes, "again": again})
    voice = voices.say(
        by=actor, place=int(form.cleaned_data["place"]), said=said, key=form.cleaned_data["key"], at=now()
    )
    return redirect("listen:receipt", voice.number, voice.secret)


def _said(form: SayForm, actor: Actor) -> Said:
    """Take in the files first, so that a page in between loses nothing; then put together what was said."""
    keeping: dict[str, Any] = {
        "keeper": voices.KEEPER,
        "area": int(form.cleaned_data["place"]),
        "by": actor.account_id,
        "at": now(),
    }
    photos = [files.take_photo(content=photo.read(), **keeping).pk for photo in form.cleaned_data["photos"]]
    sound = form.cleaned_data["sound"]
    kept_sound = form.cleaned_data["kept_sound"]
    return Said(
        text=form.cleaned_data["text"],
        place_words=form.cleaned_data["place_words"],
        audience=Audience(form.cleaned_data["audience"]),
        photos=(*form.kept_photos(), *photos),
        sound=files.take_sound(content=sound.read(), **keeping).pk if sound else kept_sound,
    )


@login_required
@require_POST
def join_in(request: HttpRequest) -> HttpResponse:
    """Stand behind what a neighbour said already instead of saying it again."""
    meant = _meant(request)
    supports.join_in(by=acting(request), at=now(), **meant)
    messages.success(request, _("算上您一位了。有进展，一样告诉您。"))
    return _back_to(meant)


@login_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Stand behind it no longer."""
    meant = _meant(request)
    supports.leave(by=acting(request), at=now(), **meant)
    messages.success(request, _("不算您了，想加入随时再点。"))
    return _back_to(meant)


def _meant(request: HttpRequest) -> dict[str, int | None]:
    return {name: id_in(request.POST.get(name, "")) for name in ("voice", "topic")}


def _back_to(meant: dict[str, int | None]) -> HttpResponse:
    if meant["topic"]:
        return redirect("listen:topic", meant["topic"])
    return redirect("listen:voice", meant["voice"])


@login_required
@require_http_methods(["GET", "POST"])
def speak_for(request: HttpRequest) -> HttpResponse:
    """Let a helper say something for a resident who agreed."""
    actor, at = acting(request), now()
    served = helping.may_be_spoken_for(actor)
    if not served or actor.home_area_id is None:
        return render(request, "listen/nobody-to-help.html", status=403 if request.method == "POST" else 200)
    choices = [(person.pk, f"{person.name}（{person.where}）") for person in served]
    form = SpeakForForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        residents=choices,
        places=areas.outward(actor.home_area_id),
    )
    if request.method == "POST" and form.is_valid():
        try:
            voice = voices.say_for(
                by=actor,
                resident=form.cleaned_data["resident"],
                consent_note=form.cleaned_data["consent_note"],
                said=_said(form, actor),
                key=form.cleaned_data["key"],
                at=at,
            )
            return redirect("listen:helped-voice", voice.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "listen/speak-for.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what I said, and what I said for others."""
    actor, at = acting(request), now()
    page = questions.mine(actor, after=request.GET.get("after", "")) if actor.resident_id else None
    helped = questions.helped(actor, size=10)
    context = {"rows": _rows(page.rows if page else (), at), "page": page, "helped": _rows(helped.rows, at)}
    return render(request, "listen/mine.html", context)


def _rows(rows: tuple[Voice, ...], at: Any) -> list[dict[str, Any]]:
    return [
        {
            "voice": voice,
            "quote": voice.title or voice.text,
            "state": portraits.state_words(voice, at),
            "kind": portraits.state_kind(voice, at),
            "stage": portraits.stage(voice),
            "is_done": not voice.is_open(),
            "promise": portraits.promise(voice, at),
        }
        for voice in rows
    ]


@login_required
@require_safe
def my_voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one of my voices and what became of it."""
    return _followed(request, questions.for_author(acting(request), pk, now()))


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Show what became of the voice of a receipt, to whoever holds it; take the rating."""
    at = now()
    view = questions.by_receipt(number, secret, at)
    form = RateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _rated(request, view.voice, form, secret)
            return redirect("listen:receipt", number, secret)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _followed(request, view, form=form, secret=secret)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the author's rating of the answer."""
    form = RateForm(request.POST if request.method == "POST" else None)
    view = questions.for_author(acting(request), pk, now())
    if request.method == "POST" and form.is_valid():
        try:
            _rated(request, view.voice, form, "")
            return redirect("listen:my-voice", pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _followed(request, view, form=form)


def _rated(request: HttpRequest, voice: Voice, form: Form, secret: str) -> None:
    given = replies.rate(
        by=acting(request),
        voice=voice.pk,
        stars=int(form.cleaned_data["stars"]),
        words=form.cleaned_data["words"],
        is_solved=form.cleaned_data["is_solved"] == "yes",
        secret=secret,
        at=now(),
    )
    reopened = questions.is_open(given.voice_id)
    messages.success(request, _("记下了，重新打开，再办一遍。") if reopened else _("谢谢，您的评分记下了。"))


@login_required
@require_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the author's objection to a hiding."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        reports.appeal(by=acting(request), voice=pk, words=form.cleaned_data["reason"], at=now())
        messages.success(request, _("收到您的申诉，会换一位工作人员看。"))
    else:
        messages.error(request, _("请写一句为什么应该恢复。"))
    return redirect("listen:my-voice", pk)


def _followed(
    request: HttpRequest, view: questions.AuthorVoice, *, form: Form | None = None, secret: str = ""
) -> HttpResponse:
    at, voice = now(), view.voice
    context = {
        "view": view,
        "voice": voice,
        "state": portraits.state_words(voice, at),
        "tag_kind": portraits.tag_kind(voice, at),
        "stage": portraits.stage(voice),
        "promise": portraits.promise(voice, at, may_rate=view.may_rate),
        "days": portraits.days(voice, at),
        "steps": portraits.steps(
            view.trail,
            answers=view.answers,
            ratings=view.ratings,
            pauses=view.pauses,
            said=view.text or view.title,
        ),
        "rate_form": form or RateForm(),
        "reason_form": ReasonForm(),
        "secret": secret or (voice.secret if view.shows_secret else ""),
    }
    return render(
        request, "listen/followed.html", context, status=422 if form is not None and form.errors else 200
    )
