"""The open data: what there is, from when, what its columns mean; and the files themselves."""

import json
from datetime import datetime
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.faces.web.actions.open_data import folder
from linli.faces.web.open_files import LICENCE
from linli.faces.web.queries.open_data import DATASETS, dataset

_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the tables with their dates and columns."""
    written = _written()
    rows = [
        (one, written[one.name]["rows"], datetime.fromisoformat(written[one.name]["written_at"]))
        if one.name in written
        else (one, None, None)
        for one in DATASETS
    ]
    return render(request, "web/open-data.html", {"tables": rows, "licence": LICENCE})


@require_safe
def file(_request: HttpRequest, name: str, kind: str) -> FileResponse:
    """Hand out one file of the open data."""
    if dataset(name) is None or kind not in _KINDS:
        raise Http404
    path = folder() / f"{name}.{kind}"
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"linli-{path.name}", content_type=_KINDS[kind]
    )


def _written() -> dict[str, Any]:
    index_file = folder() / "index.json"
    if not index_file.exists():
        return {}
    found: dict[str, Any] = json.loads(index_file.read_text(encoding="utf-8"))
    return found
