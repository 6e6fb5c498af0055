"""Proofs of disclosure: what the journal says is posted is what the public sees; what is late is red."""

from collections import Counter
from datetime import timedelta

from django.utils.timezone import localdate

from linli.circle.disclose import money
from linli.circle.disclose.actions import duties as deeds
from linli.circle.disclose.choices import Head, Item
from linli.circle.disclose.models import DisclosureDuty, MoneySheet
from linli.circle.disclose.money import Line
from linli.circle.disclose.queries import duties, sheets
from linli.circle.disclose.refusals import NoSuchDuty
from linli.commons.notices.models import Notice
from linli.ground.journal.models import Entry
from tests.circle.walks.walker import Walker

STANDS = {"duty.raised": False, "duty.drafted": False, "duty.fulfilled": True, "duty.reopened": False}
SHOWN_DAYS, SHOWN_MOST = 200, 300


def the_board_shows_what_the_journal_says(walker: Walker) -> None:
    """A notice hangs when its last line in the journal says that it was posted and its days are not over."""
    posted: dict[int, bool] = {}
    rows = Entry.objects.filter(
        object_kind="notice", verb__in=["notice.posted", "notice.withdrawn"]
    ).order_by("id")
    for verb, pk in rows.values_list("verb", "object_id"):
        posted[pk] = verb == "notice.posted"
    assert set(Notice.objects.readable().values_list("pk", flat=True)) == posted.keys()
    hanging = Notice.objects.filter(
        pk__in=[pk for pk, hangs in posted.items() if hangs], ends_at__gt=walker.at
    )
    assert set(Notice.objects.standing(walker.at)) == set(hanging)


def duties_equal_the_journal() -> None:
    """Each duty was written down once, and is fulfilled when the journal says so last."""
    raised: Counter[int] = Counter()
    stands: dict[int, bool] = {}
    rows = Entry.objects.filter(object_kind="disclosureduty").order_by("id")
    for verb, pk in rows.values_list("verb", "object_id"):
        raised[pk] += verb == "duty.raised"
        stands[pk] = STANDS[verb]
    kept = {row.pk: row.fulfilled_at is not None for row in DisclosureDuty.objects.all()}
    assert kept == stands
    assert set(raised.values()) <= {1}


def what_is_late_is_red(walker: Walker) -> None:
    """The page for everyone shows what should hang and does not under its head, whatever else it shows."""
    today = localdate(walker.at)
    for community in set(DisclosureDuty.objects.values_list("community_id", flat=True)):
        mine = list(DisclosureDuty.objects.filter(community_id=community).order_by("due_on", "pk"))
        late = [row for row in mine if row.fulfilled_at is None and row.due_on < today][:SHOWN_MOST]
        near = [row for row in mine if row.due_on >= today - timedelta(days=SHOWN_DAYS)]
        near = sorted(near, key=lambda row: (-row.due_on.toordinal(), row.pk))[:SHOWN_MOST]
        for shelf in duties.shelves(community, walker.at):
            for shown, rows in (
                (shelf.late, late),
                (shelf.posted, [row for row in near if row.fulfilled_at is not None]),
                (shelf.coming, [row for row in near if row.fulfilled_at is None and row.due_on >= today]),
            ):
                assert {row.pk for row in shown} == {row.pk for row in rows if row.head == shelf.head}
        assert [shelf.head for shelf in duties.shelves(community, walker.at)] == [*Head]


def raising_again_raises_nothing(walker: Walker) -> None:
    """What is due is written down once however often one asks."""
    deeds.raise_due(at=walker.at)
    before = DisclosureDuty.objects.count()
    assert deeds.raise_due(at=walker.at) == 0
    assert DisclosureDuty.objects.count() == before


def sheets_total_their_lines(walker: Walker) -> None:
    """Each sheet says what was filled in last and sums it up; it is public while its notice hangs."""
    assert set(MoneySheet.objects.values_list("pk", flat=True)) == walker.sheets.keys()
    for sheet in MoneySheet.objects.select_related("notice", "area").order_by("pk"):
        lines = [walker.sheets[sheet.pk].get(item, Line(item)) for item in Item]
        page = sheets.page_of(sheet)
        assert list(page.lines) == lines, sheet.pk
        sums = (sum(line.income for line in lines), sum(line.expense for line in lines))
        assert (page.income, page.expense) == sums
        hangs = sheet.notice is not None and sheet.notice.state == "posted"
        try:
            public = sheets.posted(sheet.area_id, sheet.month)
        except NoSuchDuty:
            public = None
        assert (public is not None) == hangs, sheet.pk
        if hangs:
            assert sheet.notice is not None
            assert sheet.notice.tables == [money.table(sheet.month, lines)]
