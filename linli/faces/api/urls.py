"""Addresses of the API: version 1 over the same deeds and questions as the pages, and its description."""

from django.urls import path
from ninja import NinjaAPI

from linli.faces.api import errors
from linli.faces.api.views import (
    circle,
    decision,
    deliberation,
    evaluation,
    mine,
    posting,
    public,
    residents,
    staff,
    works,
)

ROOMS = (public, circle, deliberation, decision, works, posting, evaluation, residents, mine, staff)

api = NinjaAPI(
    title="Linli 邻里",  # han: the product's name
    version="1",
    description=(
        "What neighbours say, and what became of it: heard, deliberated, decided, delivered, disclosed, evaluated. "
        "Reading needs no account and gives what the public pages show. Deeds need a session and the CSRF token, and "
        "follow the rules of the rooms. Voting is not offered: a vote is cast on the page of its ballot or on paper."
    ),
    urls_namespace="api",
    docs_url=None,
)
errors.hang_up(api)
for room in ROOMS:
    api.add_router("", room.router)

urlpatterns = [path("v1/", api.urls)]
