"""Works for neighbours: the public page of a project, a worker's tasks on a phone, an overseer's signature."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.deliver import timeline
from linli.circle.deliver.actions import acceptances, notes, tasks
from linli.circle.deliver.actions.notes import Written
from linli.circle.deliver.choices import Moment, Verdict
from linli.circle.deliver.forms.works import NoteForm, SignForm
from linli.circle.deliver.queries import projects
from linli.circle.deliver.queries import tasks as questions
from linli.ground.files.actions import files
from linli.ground.lib.clock import now, today
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries.actors import acting


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a project to anyone."""
    found = projects.whole(pk)
    context = {
        "whole": found,
        "project": found.project,
        "plan": timeline.drawn(found.tasks, today()),
        "today": today(),
        "may_sign": projects.may_sign(acting(request), found, now()),
        "done": sum(task.done_at is not None for task in found.tasks),
    }
    return render(request, "deliver/project.html", context)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List my tasks, the one due first on top."""
    actor = acting(request)
    context = {
        "tasks": questions.mine(actor),
        "done": questions.mine(actor, done=True),
        "today": today(),
    }
    return render(request, "deliver/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one task, and take a photo and a word about it."""
    actor, at = acting(request), now()
    found, written = questions.for_worker(actor, pk, at)
    form = NoteForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, pk, found.project.matter.scope_id, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("记下了，邻居看得到。"))
            return redirect("deliver:task", pk)
    context = {"task": found, "notes": written, "form": form, "today": today()}
    return render(request, "deliver/task.html", context, status=422 if form.errors else 200)


def _write(request: HttpRequest, task_pk: int, area: int, form: NoteForm) -> None:
    actor, at = acting(request), now()
    photos = [
        files.take_photo(content=photo.read(), keeper=notes.KEEPER, area=area, by=actor.account_id, at=at).pk
        for photo in form.cleaned_data["photos"]
    ]
    written = Written(form.cleaned_data["words"], Moment(form.cleaned_data["moment"]), photos)
    notes.write(by=actor, task=task_pk, written=written, key=form.cleaned_data["key"], at=at)


@login_required
@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a task done."""
    tasks.finish(by=acting(request), task=pk, at=now())
    messages.success(request, _("做完了，辛苦。"))
    return redirect("deliver:mine")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an overseer what was done, and take their signature."""
    actor, at = acting(request), now()
    found, signed = projects.to_sign(actor, pk, at)
    initial = {"verdict": signed.verdict, "words": signed.words} if signed else {}
    form = SignForm(
        request.POST if request.method == "POST" else None,
        tasks=[(one.pk, one.title) for one in found.tasks],
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            acceptances.sign(
                by=actor,
                project=pk,
                verdict=Verdict(form.cleaned_data["verdict"]),
                words=form.cleaned_data["words"],
                tasks=form.cleaned_data["tasks"],
                at=at,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("签好了。定下来之前还能改。"))
            return redirect("deliver:project", pk)
    context = {"whole": found, "project": found.project, "form": form, "signed": signed}
    return render(request, "deliver/accept.html", context, status=422 if form.errors else 200)
