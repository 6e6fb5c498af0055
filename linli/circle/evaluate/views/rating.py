"""A neighbour rates what became of a matter, by themselves, by receipt or through a helper; anyone sees the result."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.evaluate.actions import ratings
from linli.circle.evaluate.forms import PassOnForm, RateForm
from linli.circle.evaluate.models import MatterRating
from linli.circle.evaluate.queries import results, rounds
from linli.circle.evaluate.queries.rounds import Mine
from linli.circle.listen.queries import helping, voices
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries.actors import acting

_YES_NO = {True: "yes", False: "no", None: ""}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take my rating of a matter, or a change of it."""
    actor, at = acting(request), now()
    mine = rounds.mine(actor, pk, at)
    form = _form(request, mine.rating)
    if request.method == "POST" and form.is_valid():
        try:
            ratings.rate(by=actor, round_=pk, given=form.given(), at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("谢谢，记下了。结束之前都能改。"))
            return redirect("evaluate:rate", pk)
    return _shown(request, mine, form)


@require_http_methods(["GET", "HEAD", "POST"])
def by_receipt(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Take the rating of whoever holds the receipt of a voice."""
    at = now()
    mine = rounds.for_voice(voices.by_receipt(number, secret, at).voice, at)
    form = _form(request, mine.rating)
    if request.method == "POST" and form.is_valid():
        try:
            ratings.rate_by_receipt(
                by=acting(request), number=number, secret=secret, given=form.given(), at=at
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("谢谢，记下了。结束之前都能改。"))
            return redirect("evaluate:by-receipt", number, secret)
    return _shown(request, mine, form, by_receipt=True)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take my rating back."""
    ratings.withdraw(by=acting(request), round_=pk, at=now())
    messages.success(request, _("撤回了，可以重新评。"))
    return redirect("evaluate:rate", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass on the rating of a neighbour who agreed."""
    actor, at = acting(request), now()
    asked = set(rounds.asked(pk))
    served = [one for one in helping.may_be_spoken_for(actor) if one.pk in asked]
    found = results.of_round(pk)
    if not served:
        status = 403 if request.method == "POST" else 200
        return render(request, "evaluate/nobody-to-help.html", {"result": found}, status=status)
    choices = [(person.pk, f"{person.name}（{person.where}）") for person in served]
    form = PassOnForm(request.POST if request.method == "POST" else None, residents=choices)
    if request.method == "POST" and form.is_valid():
        try:
            ratings.pass_on(
                by=actor, round_=pk, resident=form.cleaned_data["resident"], given=form.given(), at=at
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("替邻居记下了。"))
            return redirect("evaluate:result", pk)
    context = {"round": found.round, "form": form}
    return render(request, "evaluate/pass-on.html", context, status=422 if form.errors else 200)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show anyone what came of a round."""
    found = results.of_round(pk)
    context = {"result": found, "round": found.round, "charts": _charts(found)}
    return render(request, "evaluate/result.html", context)


def _charts(found: results.Result) -> list[tuple[str, list[tuple[str, int, int]]]]:
    if found.spread is None:
        return []
    words = [_("%(stars)s分") % {"stars": stars} for stars in results.STARS]
    return [
        (
            title,
            [
                (word, count, 100 * count // max(*counts, 1))
                for word, count in zip(words, counts, strict=True)
            ],
        )
        for title, counts in (
            (_("办得怎么样"), found.spread.result),
            (_("答复、沟通怎么样"), found.spread.reply),
        )
    ]


def _form(request: HttpRequest, rating: MatterRating | None) -> RateForm:
    if request.method == "POST":
        return RateForm(request.POST)
    if rating is None:
        return RateForm()
    return RateForm(
        initial={
            "result": rating.result,
            "reply": rating.reply,
            "contacted": _YES_NO[rating.was_contacted],
            "solved": _YES_NO[rating.is_solved],
            "need": rating.need_score,
            "words": rating.words,
        }
    )


def _shown(request: HttpRequest, mine: Mine, form: Form, *, by_receipt: bool = False) -> HttpResponse:
    context = {
        "mine": mine,
        "round": mine.round,
        "form": form,
        "by_receipt": by_receipt,
        "line": rounds.line(mine.round),
    }
    return render(request, "evaluate/rate.html", context, status=422 if form.errors else 200)
