"""The pattern book: every component from fixtures, in every state; screenshots and accessibility tests walk it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from linli.ground.look import specimens

PAGES = ("home", "matter", "desk", "receipt", "say", "result")
"""Whole pages composed of the components, as later rooms will compose them."""


def book(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    return render(request, "look/patterns/book.html", specimens.everything())


def page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one whole page of specimens."""
    if page not in PAGES:
        raise Http404
    shown = specimens.everything()
    if page == "desk":
        shown |= {"nav": shown["desk_nav"], "search_url": request.path, "person": shown["person"]}
    return render(request, f"look/patterns/{page}.html", shown)
