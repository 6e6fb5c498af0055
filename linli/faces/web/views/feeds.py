"""Feeds and calendars: what is new in a community or in one matter, for readers and phones."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.commons.notices.queries import notices as board
from linli.faces.web.exports import atom
from linli.faces.web.queries import matter_page, portal, story
from linli.ground.journal.sentences import sentence
from linli.ground.lib.clock import now
from linli.ground.lib.text import clip

LONGEST = 300


@require_safe
def matter(_request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out what became of one matter, newest first; who did it is not told here."""
    found = matter_page.find(pk)
    page = reverse("web:matter", args=[pk])
    feed = atom.Feed(
        f"m/{pk}", found.title, page, reverse("web:matter-feed", args=[pk]), str(found.community)
    )
    items = [
        atom.Item(
            name=f"entry/{entry.pk}",
            title=_("%(matter)s：%(what)s") % {"matter": found.title, "what": sentence(entry)},
            at=entry.at,
            path=page,
            author=str(found.community),
        )
        for entry in story.newest(pk)
    ]
    return HttpResponse(atom.written(feed, items, at=now()), content_type=atom.MEDIA_TYPE)


@require_safe
def community(_request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the newest steps of all matters of a community, newest first."""
    area = portal.community(pk)
    feed = atom.Feed(
        f"community/{pk}",
        _("%(community)s：大家的事") % {"community": area.name},
        f"{reverse('web:matters')}?community={pk}",
        reverse("web:community-feed", args=[pk]),
        area.name,
    )
    items = [
        atom.Item(
            name=f"entry/{entry.pk}",
            title=_("%(matter)s：%(what)s") % {"matter": matter.title, "what": sentence(entry)},
            at=entry.at,
            path=reverse("web:matter", args=[matter.pk]),
            author=area.name,
        )
        for entry, matter in portal.newest_steps(pk)
    ]
    return HttpResponse(atom.written(feed, items, at=now()), content_type=atom.MEDIA_TYPE)


@require_safe
def notices(_request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the newest notices of a community, newest first."""
    area = portal.community(pk)
    feed = atom.Feed(
        f"community/{pk}/notices",
        _("%(community)s：公示") % {"community": area.name},
        f"{reverse('notices:list')}?community={pk}",
        reverse("web:notices-feed", args=[pk]),
        area.name,
    )
    items = [
        atom.Item(
            name=f"notice/{one.pk}",
            title=one.title,
            at=one.withdrawn_at or one.posted_at,
            path=reverse("notices:notice", args=[one.pk]),
            author=one.organization.name if one.organization else area.name,
            summary=_("已撤下：%(reason)s") % {"reason": one.withdrawn_reason}
            if one.withdrawn_at
            else clip(one.body, LONGEST),
        )
        for one in board.feed(pk)
        if one.posted_at is not None
    ]
    return HttpResponse(atom.written(feed, items, at=now()), content_type=atom.MEDIA_TYPE)
