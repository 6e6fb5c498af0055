"""The staff's board: six columns, one stage as a list, a search, a table to take away, limits."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.circle.matters import naming, portraits, rules
from linli.circle.matters.actions import particulars
from linli.circle.matters.choices import CIRCLE, WAYS_OUT, Stage
from linli.circle.matters.forms import BoardFilters, LimitsForm
from linli.circle.matters.models import Matter
from linli.circle.matters.queries import board, choosing
from linli.circle.matters.queries import matters as asked
from linli.circle.matters.refusals import MayNotMove, MayNotSeeBoard
from linli.ground.lib import tables
from linli.ground.lib.clock import now
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


def board_community(request: HttpRequest) -> Area:
    """Return the community whose board is meant: the one asked for, else the first in reach.

    Raises:
        MayNotSeeBoard: no post of the actor shows them any.
    """
    return _chosen(request, board.reach(acting(request)))


def _chosen(request: HttpRequest, reach: list[Area]) -> Area:
    wanted = request.GET.get("community", "")
    found = next((area for area in reach if str(area.pk) == wanted), reach[0] if reach else None)
    if found is None:
        raise MayNotSeeBoard
    return found


def _frame(request: HttpRequest, form: BoardFilters) -> dict[str, Any]:
    """What the board and its lists share: the filters with what there is to choose, what the actor may do."""
    actor, at = acting(request), now()
    reach = board.reach(actor)
    community = _chosen(request, reach)
    return {
        "community": community,
        "form": form,
        "categories": naming.categories(community.pk),
        "posts": choosing.posts(community.pk, at),
        "places": choosing.places(community.pk),
        "reach": reach,
        "may_move": rules.may_move(actor, areas.around(community.pk), at),
    }


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the board, or what was searched for as one list."""
    actor, at, form = acting(request), now(), BoardFilters(request.GET)
    frame = _frame(request, form)
    community = frame["community"]
    filters = form.filters(community.pk)
    if filters.words:
        page = board.found(actor, filters, after=request.GET.get("after", ""), at=at)
        return _list(request, frame, page.rows, page.after, title=_("找到的事"))
    counted = board.counts(actor, community.pk, at)
    found = board.columns(actor, filters, counted=counted, sort=form.sort_word(), at=at)
    columns = [
        (number, column, [(card, portraits.due(card, at)) for card in column.cards])
        for number, column in enumerate(found, 1)
    ]
    ways_out = [(way, counted.get(way)) for way in WAYS_OUT]
    context = {**frame, "columns": columns, "ways_out": ways_out, "query": request.GET.urlencode()}
    return render(request, "matters/board.html", context)


@login_required
@require_safe
def stage(request: HttpRequest, stage: str) -> HttpResponse:
    """Show one stage, or one way out, as a list."""
    if stage not in Stage.values:
        raise Http404
    actor, form = acting(request), BoardFilters(request.GET)
    frame = _frame(request, form)
    filters = form.filters(frame["community"].pk)
    page = board.page(
        actor, filters, Stage(stage), sort=form.sort_word(), after=request.GET.get("after", ""), at=now()
    )
    return _list(request, frame, page.rows, page.after, title=str(Stage(stage).label))


def _list(
    request: HttpRequest, frame: dict[str, Any], found: Sequence[Matter], after: str, *, title: str
) -> HttpResponse:
    at = now()
    names = frame["categories"]
    rows = [(one, portraits.due(one, at), portraits.arc(one), names.get(one.category, "")) for one in found]
    return render(request, "matters/list.html", {**frame, "rows": rows, "after": after, "title": title})


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Hand out what the board shows, all of it, as a table."""
    community = board_community(request)
    filters = BoardFilters(request.GET).filters(community.pk)
    rows = board.everything(acting(request), filters, at=now())
    answer = StreamingHttpResponse(
        tables.lines(_rows(rows, naming.categories(community.pk), now())),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="linli-matters-{timezone.localdate(now())}.csv"'
    return answer


def _rows(rows: Iterator[Matter], names: object, at: datetime) -> Iterator[list[object]]:
    yield [
        _("编号"), _("事"), _("到哪一步"), _("第几圈"), _("类别"), _("范围"), _("谁负责"), _("谁牵头"),
        _("来路"), _("立事"), _("期限"), _("逾期"), _("最近一步"), _("居民需求得分"), _("治理需求得分"),
    ]  # fmt: skip
    called = names if isinstance(names, dict) else {}
    for one in rows:
        yield [
            one.pk, one.title, one.get_stage_display(), one.lap, called.get(one.category, one.category), one.scope.name,
            one.owner.get_kind_display(), one.convener.name if one.convener else "", one.get_origin_display(),
            _day(one.opened_at), _day(one.due_at), _("是") if one.is_overdue(at) else "", _day(one.moved_at),
            one.resident_score, one.governance_score,
        ]  # fmt: skip


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """Ask how many matters a stage may hold, and keep it."""
    community, actor = board_community(request), acting(request)
    if not rules.may_move(actor, areas.around(community.pk), now()):
        raise MayNotMove
    before = asked.limits(community.pk)
    form = LimitsForm(request.POST if request.method == "POST" else None, limits=before)
    if request.method == "POST" and form.is_valid():
        for one in CIRCLE:
            most = form.cleaned_data[one.value]
            if most != before.get(one.value):
                particulars.limit(by=actor, community=community.pk, stage=one, most=most, at=now())
        messages.success(request, _("上限记下了，超过的在看板上标红。"))
        return redirect("matters:board")
    context = {"form": form, "community": community}
    return render(request, "matters/limits.html", context, status=422 if form.errors else 200)
