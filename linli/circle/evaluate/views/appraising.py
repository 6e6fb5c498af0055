"""Yearly appraisals for neighbours: what there is, marking, signing as an observer, results, standing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.evaluate import portraits
from linli.circle.evaluate.actions import appraisals
from linli.circle.evaluate.forms import MarksForm, SignForm
from linli.circle.evaluate.queries import appraisals as questions
from linli.circle.evaluate.refusals import NoSuchAppraisal
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries import areas
from linli.ground.people.queries.actors import acting


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the appraisals of a community to anyone."""
    actor = acting(request)
    community = areas.chosen_community(request.GET.get("community", ""), actor.community_id)
    if community is None:
        raise NoSuchAppraisal
    page = questions.of_community(community.pk, after=request.GET.get("after", ""))
    return render(request, "evaluate/appraisals.html", {"community": community, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an appraisal, and take the marks of those who appraise."""
    actor, at = acting(request), now()
    found = questions.seen(actor, pk, at)
    form = MarksForm(
        request.POST if request.method == "POST" else None,
        subjects=[(one.pk, portraits.name_of(one)) for one in found.subjects],
        marks=found.marks,
    )
    if request.method == "POST" and form.is_valid():
        try:
            appraisals.mark(by=actor, appraisal=pk, marks=form.marks(), at=at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("谢谢，记下了。结束之前都能改。"))
            return redirect("evaluate:appraisal", pk)
    context = {"seen": found, "form": form, "sign_form": SignForm(), "rows": portraits.rows(found)}
    return render(request, "evaluate/appraisal.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an observer's signature."""
    form = SignForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    appraisals.sign(by=acting(request), appraisal=pk, words=words, at=now())
    messages.success(request, _("签好了。"))
    return redirect("evaluate:appraisal", pk)


@require_safe
def standing(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    """Show what the appraisals found of a body or a post over the years."""
    found = questions.standing(body=int(pk)) if kind == "body" else questions.standing(post=int(pk))
    if not found.subjects:
        raise NoSuchAppraisal
    context = {"standing": found, "name": portraits.name_of(found.subjects[0])}
    return render(request, "evaluate/standing.html", context)
