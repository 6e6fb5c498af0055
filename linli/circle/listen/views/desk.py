"""The staff's desk: the inbox, one voice with all that can be done to it, what was taken in by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.listen import portraits
from linli.circle.listen.actions import masks as covers
from linli.circle.listen.actions import originals, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import Channel, Shown, State
from linli.circle.listen.forms import desk as forms
from linli.circle.listen.models import Voice, VoiceClass
from linli.circle.listen.queries import helping, inbox, schemes, similar
from linli.circle.listen.queries import voices as questions
from linli.circle.listen.refusals import MayNotRead
from linli.circle.listen.views.deeds import DEEDS
from linli.ground.lib.chance import token
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.look.masks import Mask
from linli.ground.people.choices import Right
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


def desk_community(request: HttpRequest) -> Area:
    """Return the community the desk works for: the one asked for, else the first in reach.

    Raises:
        MayNotRead: no post of the actor reads voices anywhere.
    """
    reach = areas.communities_around(acting(request).areas_with(Right.READ_VOICES))
    asked = request.GET.get("community", "")
    found = next((area for area in reach if str(area.pk) == asked), reach[0] if reach else None)
    if found is None:
        raise MayNotRead
    return found


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the voices of a community, narrowed and ordered by the address."""
    community, actor, at = desk_community(request), acting(request), now()
    asked = request.GET.copy()
    if not set(asked) - {"community", "sort", "after"}:
        asked["state"] = State.WAITING
    form = forms.InboxFilters(asked, classes=schemes.classes(community.pk))
    filters = form.filters(community.pk)
    page = inbox.page(actor, filters, sort=form.sort_word(), after=request.GET.get("after", ""), at=at)
    context = {
        "community": community,
        "form": form,
        "page": page,
        "rows": [(row, portraits.due_words(row.voice, at)) for row in page.rows],
        "head": inbox.head(actor, community.pk, at),
    }
    return render(request, "listen/desk/inbox.html", context)


@login_required
@require_safe
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one voice with its history and everything that can be done to it."""
    return _shown(request, pk)


def _shown(request: HttpRequest, pk: int, *, deed: str = "", form: Form | None = None) -> HttpResponse:
    actor, at = acting(request), now()
    view = questions.for_staff(actor, pk, at)
    community = view.voice.community_id
    classes = schemes.classes(community)
    context = {
        "view": view,
        "voice": view.voice,
        "state": portraits.state_words(view.voice, at),
        "tag_kind": portraits.tag_kind(view.voice, at),
        "promise": portraits.due_words(view.voice, at),
        "days": portraits.days(view.voice, at),
        "steps": portraits.steps(view.trail, answers=view.answers, ratings=view.ratings, pauses=view.pauses),
        "answered": similar.answered(view.voice) if view.may_handle and view.voice.is_open() else (),
        "is_checking": view.voice.shown == Shown.CHECKING,
        "templates": schemes.templates(community, view.voice.voice_class_id),
        "forms": apart(_forms(view.voice, classes) | ({deed: form} if form is not None else {})),
        "open_deed": deed,
    }
    return render(request, "listen/desk/voice.html", context, status=422 if deed else 200)


def _forms(voice: Voice, classes: tuple[VoiceClass, ...]) -> dict[str, Form]:
    """Return a fresh form for each deed."""
    templates = schemes.templates(voice.community_id, voice.voice_class_id)
    return {
        "classify": forms.ClassifyForm(classes=classes, initial={"voice_class": voice.voice_class_id}),
        "answer": forms.AnswerForm(templates=templates),
        "join": forms.JoinForm(),
        "decline": forms.ReasonForm(),
        "pass_on": forms.PassOnForm(),
        "pause": forms.PauseForm(),
        "write_down": forms.WriteDownForm(),
        "hide": forms.ReasonForm(),
        "restore": forms.ReasonForm(),
        "uphold": forms.ReasonForm(),
    }


def apart(shown: dict[str, Form]) -> dict[str, Form]:
    """Give the fields of each form names of their own on the page, so that a label finds its field."""
    for deed, form in shown.items():
        form.auto_id = f"{deed}_%s"
    return shown


@login_required
@require_POST
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed to a voice; a refusal comes back with the form as it was filled in."""
    done, actor, at = DEEDS[deed], acting(request), now()
    view = questions.for_staff(actor, pk, at)
    form = done.form(request.POST, view.voice)
    if form is not None and not form.is_valid():
        return _shown(request, pk, deed=deed, form=form)
    try:
        words = done.deed(actor, view.voice, form.cleaned_data if form else {}, at)
    except Refusal as refusal:
        if form is None:
            messages.error(request, str(refusal))
            return redirect("listen:desk-voice", pk)
        form.add_error(None, str(refusal))
        return _shown(request, pk, deed=deed, form=form)
    messages.success(request, str(words))
    return redirect("listen:desk-voice", pk)


@login_required
@require_http_methods(["GET", "POST"])
def masks(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the original with what should be covered, note that it was read, and settle the covers."""
    actor, at = acting(request), now()
    view = questions.for_staff(actor, pk, at)
    original = originals.open_for(by=actor, voice=pk, reason=_("检查个人信息"), at=at)
    choices = [(mask.pk, f"{original[mask.start : mask.end]}　{mask.reason}") for mask in view.masks]
    photos = [(photo.pk, _("第%(n)s张") % {"n": number}) for number, photo in enumerate(view.photos, 1)]
    form = forms.MasksForm(request.POST if request.method == "POST" else None, masks=choices, photos=photos)
    if request.method == "POST" and form.is_valid():
        if missing := form.missing(original):
            form.add_error("also", _("原文里找不到“%(word)s”，请照原文写。") % {"word": missing[0]})
        else:
            return _settled(request, view.voice, form, original)
    shown = [Mask(mask.start, mask.end, mask.reason or mask.kind, "█") for mask in view.masks]
    context = {"view": view, "voice": view.voice, "original": original, "masks": shown, "form": form}
    return render(request, "listen/desk/masks.html", context, status=422 if form.errors else 200)


def _settled(request: HttpRequest, voice: Voice, form: forms.MasksForm, original: str) -> HttpResponse:
    actor, at = acting(request), now()
    given = form.cleaned_data
    try:
        covers.settle(
            by=actor, voice=voice.pk, cover=given.get("cover", []), added=form.stretches(original), at=at
        )
        if "publish" in request.POST:
            covers.publish(by=actor, voice=voice.pk, photos=given.get("photos", []), at=at)
            messages.success(request, _("检查完，公开了。"))
        else:
            messages.success(request, _("遮盖好了，还没有公开。"))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("listen:desk-voice", voice.pk)


@login_required
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in a call, a slip or a word at a meeting."""
    community, actor, at = desk_community(request), acting(request), now()
    places = areas.places_of(community)
    form = forms.TakeInForm(
        request.POST if request.method == "POST" else None,
        places=places,
        initial={"key": token(16), "place": community.pk},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = helping.named(actor, community.pk, given["who"], at) if given["who"] else []
        if given["who"] and len(found) != 1:
            form.add_error(
                "who", _("找不到这位") if not found else _("有%(n)s位，请写得再细一点") % {"n": len(found)}
            )
        else:
            try:
                taken = voices.take_in(
                    by=actor,
                    channel=Channel(given["channel"]),
                    place=given["place"],
                    said=Said(text=given["text"], place_words=given["place_words"]),
                    resident=found[0] if found else None,
                    key=given["key"],
                    at=at,
                )
                messages.success(request, _("记下了，回执号%(number)s。") % {"number": taken.number})
                return redirect("listen:desk-voice", taken.pk)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
    context = {"form": form, "community": community}
    return render(request, "listen/desk/take-in.html", context, status=422 if form.errors else 200)
