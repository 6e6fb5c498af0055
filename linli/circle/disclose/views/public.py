"""What anyone may read: the four heads of disclosure, and the community's money month by month."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.circle.disclose import exports
from linli.circle.disclose.choices import MONEY
from linli.circle.disclose.queries import duties, sheets
from linli.ground.lib.clock import now
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting

_YEAR, _EARLIEST = 12, 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def community_of(request: HttpRequest) -> Area:
    """Return the community a public page speaks of: the one asked for, else one's own, else the first of the house.

    Raises:
        Http404: there is none.
    """
    found = areas.chosen_community(request.GET.get("community", ""), acting(request).community_id)
    if found is None:
        raise Http404
    return found


@require_safe
def disclosure(request: HttpRequest) -> HttpResponse:
    """Show the four heads: what is late, openly; what hangs; what is to come."""
    community, at = community_of(request), now()
    context = {
        "community": community,
        "shelves": duties.shelves(community.pk, at),
        "lines": duties.lines(community.pk, at.date()),
    }
    return render(request, "disclose/shelves.html", context)


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Show the community's money: each compound's newest month, and the months that are late."""
    community, at = community_of(request), now()
    late = duties.late(community.pk, at)
    context = {
        "community": community,
        "compounds": sheets.newest(community.pk),
        "late": sheets.late_months(community.pk, late, MONEY),
    }
    return render(request, "disclose/money.html", context)


@require_safe
def month(request: HttpRequest, area: str, year: str, number: str) -> HttpResponse:
    """Show one month of a compound beside the month before and the year before."""
    return render(request, "disclose/month.html", _month(area, year, number))


@require_safe
def gate(request: HttpRequest, area: str, year: str, number: str) -> HttpResponse:
    """Show one month of a compound as a sheet for the gate, in big type with a square to scan."""
    return render(request, "disclose/gate.html", _month(area, year, number))


def _month(area: str, year: str, number: str) -> dict[str, object]:
    if not (1 <= int(number) <= _YEAR and int(year) >= _EARLIEST):
        raise Http404
    page = sheets.posted(int(area), date(int(year), int(number), 1))
    return {"page": page, "sheet": page.sheet, "notice": page.sheet.notice}


@require_safe
def data(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out all posted months of a community as open data."""
    rows = sheets.open_data(community_of(request).pk)
    if kind == "json":
        return JsonResponse({"lines": list(rows)}, json_dumps_params={"ensure_ascii": False})
    if kind == "xlsx":
        answer = HttpResponse(exports.workbook(rows), content_type=XLSX)
    else:
        answer = HttpResponse(exports.text(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="linli-money.{kind}"'
    return answer
