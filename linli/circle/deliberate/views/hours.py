"""Open hours at the desk: set them, note what is said, take notes in as voices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.circle.deliberate.actions import hours as deeds
from linli.circle.deliberate.forms.hours import HoursForm, NoteForm
from linli.circle.deliberate.queries import hours
from linli.circle.deliberate.views.answers import attempted, desk_community, done
from linli.ground.lib.clock import now, today
from linli.ground.people.choices import Right
from linli.ground.people.queries import residents
from linli.ground.people.queries.actors import acting


@login_required
@require_http_methods(["GET", "POST"])
def timetable(request: HttpRequest) -> HttpResponse:
    """List the open hours of a community, and take new ones."""
    community, at = desk_community(request, Right.HANDLE_VOICES), now()
    hosts = [
        (post.pk, f"{post.get_kind_display()} {post.resident.masked if post.resident else ''}".strip())
        for post in hours.hosts(community.pk, at)
    ]
    form = HoursForm(request.POST if request.method == "POST" else None, hosts=hosts)
    if request.method == "POST" and form.is_valid():
        deed = lambda: deeds.set_up(  # noqa: E731 -- one call, tried once
            by=acting(request),
            area=community,
            host=form.cleaned_data["host"],
            timetable=form.timetable(),
            at=at,
        )
        if attempted(form, deed):
            messages.success(request, _("定好了，大家看得到。"))
            return redirect("deliberate:desk-hours")
    context = {"community": community, "rows": hours.timetable(community.pk, today()), "form": form}
    return render(request, "deliberate/desk/hours.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """List what was noted at open hours, and take one more note."""
    actor, at = acting(request), now()
    one = hours.of(actor, pk, at)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        people = residents.named(one.community_id, given["who"]) if given["who"] else []
        if given["who"] and len(people) != 1:
            form.add_error(
                "who", _("找不到这位") if not people else _("叫这个名字的不止一位，请改写手机号。")
            )
        elif attempted(
            form,
            lambda: deeds.note(
                by=actor,
                hours=pk,
                on=given["on"],
                text=given["text"],
                speaker=people[0].pk if people else None,
                key=given["key"],
                at=at,
            ),
        ):
            messages.success(request, _("记下了。"))
            return redirect("deliberate:desk-notes", pk)
    context = {"one": one, "page": hours.notes(pk, after=request.GET.get("after", "")), "form": form}
    return render(request, "deliberate/desk/notes.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let open hours end."""
    return done(
        request,
        lambda: deeds.end(by=acting(request), hours=pk, at=now()),
        _("停了，从明天起不再接待。"),
        reverse("deliberate:desk-hours"),
    )


@login_required
@require_POST
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a note in as a voice."""
    note = hours.note(pk)
    return done(
        request,
        lambda: deeds.take_in(by=acting(request), note=pk, place=note.hours.area_id, at=now()),
        _("登记成诉求了，有回执，到期要答复。"),
        reverse("deliberate:desk-notes", args=[note.hours_id]),
    )
