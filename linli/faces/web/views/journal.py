"""The journal's proof: how anyone can check it, and the proof of what was newest, of a matter, of one step."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.faces.web.queries import matter_page, story
from linli.ground.journal import queries as history
from linli.ground.journal.keys import public_key
from linli.ground.journal.models import Entry


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Say how the journal is sealed and how anyone can check it."""
    head = history.latest_head()
    return render(
        request,
        "web/journal.html",
        {"head": head, "root": head.head.root.hex() if head else "", "key": public_key().hex()},
    )


@require_safe
def bundle(_request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the newest public entries with their proofs, to be checked offline."""
    return _proof(history.newest_public(200), "linli-journal.jsonl")


@require_safe
def of_matter(_request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Hand out every public step of a matter with its proof."""
    matter_page.find(pk)
    return _proof(story.everything(pk), f"linli-matter-{pk}.jsonl")


@require_safe
def of_entry(_request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Hand out one public step with its proof."""
    found = story.entry(pk)
    if found is None:
        raise Http404
    return _proof([found], f"linli-step-{pk}.jsonl")


def _proof(entries: Iterable[Entry], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(history.bundle(entries), content_type="application/jsonl")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
