"""Lists of voices as workbooks: asked for, made by the worker, handed out only to who may still read them."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.circle.listen import workbooks
from linli.circle.listen.events import ExportWanted
from linli.circle.listen.models import Voice, VoiceExport
from linli.circle.listen.queries import inbox
from linli.circle.listen.queries.inbox import Filters
from linli.circle.listen.refusals import MayNotRead, NoSuchThing, NotReady
from linli.ground.files.actions import files
from linli.ground.files.models import StoredFile
from linli.ground.journal import news
from linli.ground.journal.actions import entries
from linli.ground.people.models import Account
from linli.ground.people.queries.actors import actor_of
from linli.ground.people.rules import Actor

KEEPER = "listen"


@transaction.atomic
def ask(*, by: Actor, filters: Filters, at: datetime) -> VoiceExport:
    """Ask for the voices of an inbox as a workbook; the worker makes it.

    Raises:
        MayNotRead: no post of the actor reads voices there.
    """
    inbox.in_reach(by, filters.community, at)
    if not by.account_id:
        raise MayNotRead
    kept = {name: value for name, value in asdict(filters).items() if value not in {None, False, ""}}
    # Search words may be a name: they are needed once, and the journal never sees them.
    made = VoiceExport.objects.create(
        community_id=filters.community, by_account_id=by.account_id, filters=kept, asked_at=at
    )
    entries.record("export.asked", by=by.account_id, thing=made, at=at, area=filters.community)
    news.publish(ExportWanted(made.pk), at=at)
    return made


def make(*, export: int, at: datetime) -> VoiceExport:
    """Write the workbook of an export with the rights its owner has now; without any it stays empty.

    Raises:
        NoSuchThing: there is none.
    """
    found = VoiceExport.objects.select_related("by_account").filter(pk=export).first()
    if found is None:
        raise NoSuchThing
    if found.ready_at is not None:
        return found
    content, rows = _workbook(found, at)
    with transaction.atomic():
        locked = VoiceExport.objects.select_for_update(no_key=True).get(pk=export)
        if locked.ready_at is None:
            owner = locked.by_account_id
            locked.file = files.take_sheet(
                content=content, keeper=KEEPER, area=locked.community_id, by=owner, at=at
            )
            locked.rows, locked.ready_at = rows, at
            locked.save(update_fields=["file", "rows", "ready_at"])
    return locked


@transaction.atomic
def fetch(*, by: Actor, export: int, at: datetime) -> StoredFile:
    """Hand out the workbook of an export, if its owner may read voices there still; the journal notes it.

    Raises:
        NoSuchThing: there is none of the actor's.
        MayNotRead: no post of the actor reads voices there any more.
        NotReady: the worker is not done.
    """
    found = VoiceExport.objects.select_related("file").filter(pk=export).first()
    if found is None or not by.account_id or found.by_account_id != by.account_id:
        raise NoSuchThing
    inbox.in_reach(by, found.community_id, at)
    if found.file is None:
        raise NotReady
    entries.record("export.fetched", by=by.account_id, thing=found, at=at, area=found.community_id)
    return found.file


def _workbook(export: VoiceExport, at: datetime) -> tuple[bytes, int]:
    account: Account = export.by_account
    # The second factor was asked for when the list was; it is asked for again when it is fetched.
    actor = actor_of(account, at)
    headings = [
        _("编号"),
        _("登记时间"),
        _("渠道"),
        _("类别"),
        _("主题"),
        _("内容"),
        _("状态"),
        _("应答期限"),
        _("答复时间"),
        _("答复"),
        _("评分"),
    ]
    counted = 0

    def rows() -> Iterator[list[object]]:
        nonlocal counted
        filters = Filters(**export.filters)
        found = inbox.narrowed(inbox.in_reach(actor, filters.community, at), filters, at)
        full = found.select_related("voice_class").prefetch_related("answers", "ratings").order_by("id")
        for voice in full.iterator(chunk_size=500):
            counted += 1
            yield _row(voice)

    return workbooks.written(_("诉求"), headings, rows()), counted


def _row(voice: Voice) -> list[object]:
    answers, ratings = list(voice.answers.all()), list(voice.ratings.all())
    return [
        f"{voice.year}/{voice.number}",
        _moment(voice.heard_at),
        voice.get_channel_display(),
        voice.voice_class.name,
        voice.title,
        voice.text,
        voice.get_state_display(),
        _moment(voice.due_at),
        _moment(voice.answered_at),
        answers[-1].words if answers else "",
        ratings[-1].stars if ratings else "",
    ]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
