"""Visits at the desk: whom nobody has called on for longest, the book of visits, and what was heard on one."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.circle.listen import rules
from linli.circle.listen.actions import visits as deeds
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.choices import VisitKind
from linli.circle.listen.forms.visits import HeardForm, VisitForm, mark
from linli.circle.listen.models import Visit
from linli.circle.listen.queries import visits
from linli.circle.listen.refusals import MayNotVisit
from linli.circle.listen.views.desk import desk_community
from linli.ground.lib import tables
from linli.ground.lib.clock import now, today
from linli.ground.lib.refusal import Refusal
from linli.ground.people.choices import Right
from linli.ground.people.queries import areas, residents
from linli.ground.people.queries.actors import acting

FIRST = 8


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show whom nobody has called on for longest, and the visits that were paid."""
    community, actor, at = desk_community(request), acting(request), now()
    kind = _kind(request)
    whole = visits.longest_unvisited(actor, community.pk, at=at)
    waiting = [row for row in whole if kind in {None, row.target.kind}]
    late = [(row, mark(row.target)) for row in waiting if row.is_late]
    reached = visits.reached(whole)
    context = {
        "community": community,
        "kinds": VisitKind,
        "kind": kind,
        "late": late[:FIRST],
        "later": late[FIRST:],
        "missed": len(late),
        "total": len(waiting),
        "bars": [
            (one.kind.label, f"{one.in_time}/{one.total}", one.in_time * 100 // one.total) for one in reached
        ],
        "page": visits.page(actor, community.pk, kind=kind, after=request.GET.get("after", ""), at=at),
        "may_visit": bool(actor.areas_with(Right.READ_VOICES) & actor.areas_with(Right.SPEAK_FOR)),
    }
    return render(request, "listen/desk/visits.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write down a visit that was paid."""
    community, actor, at = desk_community(request), acting(request), now()
    targets = visits.targets(actor, community.pk, at)
    if not any(rules.may_visit(actor, areas.around(one.area_id), at) for one in targets):
        raise MayNotVisit
    form = VisitForm(
        request.POST if request.method == "POST" else None,
        targets=targets,
        today=today(),
        initial={"to": request.GET.get("to", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            written = deeds.record(by=actor, visit=form.paid(), at=at)
            messages.success(request, _("走访记下了。听到的事，在下面一件一件记。"))
            return redirect("listen:visit", written.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "community": community}
    return render(request, "listen/desk/visit-new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one visit with what was heard on it, and take in one more thing."""
    actor, at = acting(request), now()
    found = visits.of(actor, pk, at)
    may_hear = rules.may_visit(actor, areas.around(found.area_id), at)
    if request.method == "POST" and not may_hear:
        raise MayNotVisit
    form = HeardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _heard(request, found, form):
        return redirect("listen:visit", pk)
    context = {"visit": found, "form": form, "may_hear": may_hear}
    return render(request, "listen/desk/visit.html", context, status=422 if form.errors else 200)


def _heard(request: HttpRequest, found: Visit, form: HeardForm) -> bool:
    """Take in what was heard; what is wrong is said in the form."""
    given = form.cleaned_data
    people = residents.named(found.community_id, given["who"]) if given["who"] else []
    if given["who"] and len(people) != 1:
        words = _("叫这个名字的不止一位，请改写手机号。") if people else _("找不到这位，请核对，或先空着。")
        form.add_error("who", words)
        return False
    try:
        voice = deeds.hear(
            by=acting(request),
            visit=found.pk,
            said=Said(text=given["text"], place_words=given["place_words"]),
            resident=people[0].pk if people else None,
            key=given["key"],
            at=now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("记下了，回执号%(number)s。") % {"number": voice.number})
    return True


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Hand out the book of visits, as it is narrowed, as a table."""
    community = desk_community(request)
    rows = visits.everything(acting(request), community.pk, kind=_kind(request), at=now())
    answer = StreamingHttpResponse(tables.lines(_rows(rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="linli-visits-{today()}.csv"'
    return answer


def _kind(request: HttpRequest) -> VisitKind | None:
    asked = request.GET.get("kind", "")
    return VisitKind(asked) if asked in VisitKind else None


def _rows(rows: Iterator[Visit]) -> Iterator[list[object]]:
    yield [_("编号"), _("日期"), _("类别"), _("走访了哪里"), _("谁去的"), _("听到几件"), _("看到了什么")]
    for one in rows:
        where, who = one.where, one.by_post.get_kind_display()
        yield [one.pk, one.visited_on, one.get_kind_display(), where, who, one.voices, one.note]  # type: ignore[attr-defined] # counted by the query
