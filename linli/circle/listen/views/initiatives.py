"""Makes a matter of one voice, at the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.circle.listen.actions import initiatives
from linli.circle.listen.forms.initiatives import InitiativeForm
from linli.circle.listen.queries import voices as questions
from linli.circle.listen.refusals import MayNotHandle
from linli.circle.matters.queries import choosing
from linli.ground.lib.clock import now
from linli.ground.lib.refusal import Refusal
from linli.ground.people.queries.actors import acting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what a matter of one voice needs, and begin it."""
    actor, at = acting(request), now()
    view = questions.for_staff(actor, pk, at)
    voice = view.voice
    if not view.may_handle:
        raise MayNotHandle
    form = InitiativeForm(
        request.POST if request.method == "POST" else None,
        posts=choosing.posts(voice.community_id, at),
        bodies=choosing.bodies(voice.community_id),
        initial={"title": voice.title, "owner": voice.owner_id},
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted(voice.place_id, voice.voice_class.key[:40])
        try:
            made = initiatives.from_voice(by=actor, voice=pk, wanted=wanted, at=at)
            messages.success(request, _("立好了，从“听”开始走。"))
            return redirect("matters:desk", made.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "voice": voice}
    return render(request, "listen/desk/initiative.html", context, status=422 if form.errors else 200)
