"""Options of a matter side by side: for everybody to compare and print, for conveners to write down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.circle.deliberate.actions import options as deeds
from linli.circle.deliberate.forms.meetings import ReasonForm
from linli.circle.deliberate.forms.talks import OptionForm
from linli.circle.deliberate.models import MatterOption
from linli.circle.deliberate.queries import options
from linli.circle.deliberate.queries.options import Comparison
from linli.circle.deliberate.refusals import MayNotCompare
from linli.circle.deliberate.views.answers import attempted, done, first_wrong
from linli.ground.files.actions import files
from linli.ground.lib.clock import now
from linli.ground.people.queries.actors import acting


@require_safe
def compare(request: HttpRequest, matter: int) -> HttpResponse:
    """Show the options of a matter: stacked on a phone, as a table where there is room."""
    view = options.compared(acting(request), matter, now())
    return render(request, "deliberate/options.html", {"view": view, "matter": view.matter})


@require_safe
def on_paper(request: HttpRequest, matter: int) -> HttpResponse:
    """Show the options of a matter as one table for paper."""
    view = options.compared(acting(request), matter, now())
    return render(request, "deliberate/options-print.html", {"view": view, "matter": view.matter})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, matter: int) -> HttpResponse:
    """Write down one more option."""
    view = _writable(request, matter)
    named = "\n".join(
        f"{name}：" for name, _words in view.rows
    )  # han: the colon between a trait and its words
    form = OptionForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"traits": named},
    )
    if request.method == "POST" and form.is_valid():
        deed = lambda: deeds.add(  # noqa: E731 -- one call, tried once
            by=acting(request), matter=matter, sketch=form.sketch(_photo(request, view)), at=now()
        )
        if attempted(form, deed):
            messages.success(request, _("方案列上了。"))
            return redirect("deliberate:options", matter)
    return _form_page(request, view, form, None)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, matter: int, option: int) -> HttpResponse:
    """Write an option anew."""
    view = _writable(request, matter)
    one = options.get(matter, option)
    stands = {
        "name": one.name,
        "price": f"{one.price / 100:.2f}".removesuffix(".00") if one.price is not None else "",
        "proposer_words": one.proposer_words,
        "traits": "\n".join(f"{trait.name}：{trait.words}" for trait in one.traits.all()),  # han: as above
    }
    form = OptionForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=stands,
    )
    if request.method == "POST" and form.is_valid():
        deed = lambda: deeds.change(  # noqa: E731 -- one call, tried once
            by=acting(request), option=option, sketch=form.sketch(_photo(request, view)), at=now()
        )
        if attempted(form, deed):
            messages.success(request, _("改好了。"))
            return redirect("deliberate:options", matter)
    return _form_page(request, view, form, one)


@login_required
@require_POST
def withdraw(request: HttpRequest, matter: int, option: int) -> HttpResponse:
    """Take an option out of the comparison, with a reason."""
    _writable(request, matter)
    options.get(matter, option)
    form = ReasonForm(request.POST)
    back = reverse("deliberate:options", args=[matter])
    if not form.is_valid():
        messages.error(request, first_wrong(form))
        return redirect("deliberate:option", matter, option)
    reason = form.cleaned_data["reason"]
    return done(
        request,
        lambda: deeds.withdraw(by=acting(request), option=option, reason=reason, at=now()),
        _("撤回了，理由会留着。"),
        back,
    )


def _writable(request: HttpRequest, matter: int) -> Comparison:
    view = options.compared(acting(request), matter, now())
    if not view.may_compare:
        raise MayNotCompare
    return view


def _photo(request: HttpRequest, view: Comparison) -> int | None:
    brought = request.FILES.get("photo")
    if brought is None:
        return None
    taken = files.take_photo(
        content=brought.read(),
        keeper=deeds.KEEPER,
        area=view.matter.scope_id,
        by=acting(request).account_id,
        at=now(),
    )
    return taken.pk


def _form_page(request: HttpRequest, view: Comparison, form: Form, one: MatterOption | None) -> HttpResponse:
    context = {"view": view, "matter": view.matter, "form": form, "option": one, "reason_form": ReasonForm()}
    return render(request, "deliberate/option.html", context, status=422 if form.errors else 200)
