"""How the doors of this room answer: do a deed, say what came of it, lead back."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from linli.circle.deliberate.refusals import MayNotConvene
from linli.ground.lib.refusal import Refusal
from linli.ground.people.choices import Right
from linli.ground.people.models import Area
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


def done(request: HttpRequest, deed: Callable[[], object], words: str | Promise, back: str) -> HttpResponse:
    """Do a deed without a form; say what was done or why not, and lead back.

    Raises:
        Refusal: of those whose status says that the page behind may not be seen either.
    """
    try:
        deed()
        messages.success(request, str(words))
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        messages.error(request, str(refusal))
    return redirect(back)


def attempted(form: Form, deed: Callable[[], object]) -> bool:
    """Do a deed with what a form holds; a refusal comes into the form, and what was typed stays.

    Raises:
        Refusal: of those whose status says that the page may not be seen.
    """
    try:
        deed()
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        form.add_error(None, str(refusal))
        return False
    return True


def first_wrong(form: Form) -> str:
    """Return the first thing that is wrong with a form, for pages that do not show it again."""
    return next((str(words[0]) for words in form.errors.values()), _("请再试一次。"))


def apart(shown: dict[str, Form]) -> dict[str, Form]:
    """Give the fields of each form names of their own on the page, so that a label finds its field."""
    for name, form in shown.items():
        form.auto_id = f"{name}_%s"
    return shown


def desk_community(request: HttpRequest, right: Right) -> Area:
    """Return the community the desk works for: the one asked for, else the first in reach.

    Raises:
        MayNotConvene: the actor has no such right anywhere.
    """
    reach = areas.communities_around(acting(request).areas_with(right))
    asked = request.GET.get("community", "")
    found = next((area for area in reach if str(area.pk) == asked), reach[0] if reach else None)
    if found is None:
        raise MayNotConvene
    return found
