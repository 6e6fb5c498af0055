"""Records of disclosure: a community's own catalogue, what is due when, money sheets, clarifications, results."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from linli.circle.disclose.choices import Cycle, Head, Item, Scope


class CatalogueItem(models.Model):
    """One line of a community's own catalogue: something more to make known, or a change to a line of the law's.

    `key` of a line of the law's replaces that line here; `is_off` takes an own line out. It may ask for more, not less:
    the days of the law's line stay the least.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    head = models.CharField(max_length=12, choices=Head)
    title = models.CharField(max_length=120)
    cycle = models.CharField(max_length=12, choices=Cycle)
    due = models.CharField(max_length=40)
    min_days = models.PositiveSmallIntegerField(default=15)
    approver = models.CharField(max_length=20, blank=True, default="")
    scope = models.CharField(max_length=12, choices=Scope, default=Scope.COMMUNITY)
    articles = models.CharField(max_length=200, blank=True, default="")
    is_off = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "key"], name="disclose_item_once_a_community"),
            models.CheckConstraint(
                name="disclose_item_stands_fifteen_days_at_least", condition=Q(min_days__gte=15)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DisclosureDuty(models.Model):
    """That something has to be made known for one place and one period, by a day; fulfilled when its notice hangs.

    `what` names the event for things that are due at once. What is late stays late for all to see, fulfilled or not.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    head = models.CharField(max_length=12, choices=Head)
    title = models.CharField(max_length=120)
    what = models.CharField(max_length=120, blank=True, default="")
    cycle = models.CharField(max_length=12, choices=Cycle)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField()
    min_days = models.PositiveSmallIntegerField()
    approver = models.CharField(max_length=20, blank=True, default="")
    articles = models.CharField(max_length=200, blank=True, default="")
    notice = models.ForeignKey("notices.Notice", null=True, on_delete=models.PROTECT, related_name="+")
    fulfilled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "key", "first", "what"], name="disclose_duty_once_a_period"
            ),
            models.CheckConstraint(
                name="disclose_duty_is_fulfilled_by_a_notice",
                condition=Q(fulfilled_at__isnull=True) | Q(notice__isnull=False),
            ),
            models.CheckConstraint(
                name="disclose_period_begins_before_it_ends", condition=Q(first__lte=models.F("last"))
            ),
        ]
        indexes = [
            models.Index(fields=["community", "fulfilled_at", "due_on"], name="disclose_duties_by_due"),
            models.Index(fields=["community", "due_on", "id"], name="disclose_duties_in_order"),
            models.Index(fields=["notice"], name="disclose_duty_by_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.first}"

    def is_late(self, at: datetime) -> bool:
        """Whether it should hang already and does not."""
        return self.fulfilled_at is None and timezone.localdate(at) > self.due_on

    def days_left(self, at: datetime) -> int:
        """How many days are left; below zero it is late by so many."""
        return (self.due_on - timezone.localdate(at)).days

    @property
    def was_late(self) -> bool:
        """Whether it hung after its day."""
        return self.fulfilled_at is not None and timezone.localdate(self.fulfilled_at) > self.due_on


class MoneySheet(models.Model):
    """What one compound took in and paid for one month, in six items; it is public while its notice hangs.

    While the notice hangs, the figures do not change; taken down, they may, and go on the board as a new notice.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    words = models.TextField(blank=True, default="")
    organization = models.ForeignKey(
        "people.Organization", null=True, on_delete=models.PROTECT, related_name="+"
    )
    notice = models.ForeignKey("notices.Notice", null=True, on_delete=models.PROTECT, related_name="+")
    kept_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            # No constraint says that a month begins on the first: SQLite would need Django's own functions to open the
            # file, and a backup is checked without Django.
            models.UniqueConstraint(fields=["area", "month"], name="disclose_sheet_once_a_month"),
        ]
        indexes = [
            models.Index(fields=["community", "month"], name="disclose_sheets_by_month"),
            models.Index(fields=["notice"], name="disclose_sheet_by_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.month:%Y-%m}"

    @property
    def month_key(self) -> str:
        """The month as it stands in addresses: 2026-10."""
        return month_key(self.month)


class MoneyLine(models.Model):
    """One of the six items of a money sheet: whole fen taken in and paid, hundredths of a unit used, a word on why."""

    sheet = models.ForeignKey(MoneySheet, on_delete=models.CASCADE, related_name="lines")
    item = models.CharField(max_length=12, choices=Item)
    income = models.BigIntegerField(default=0)
    expense = models.BigIntegerField(default=0)
    units = models.BigIntegerField(null=True)
    note = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item"], name="disclose_line_once_an_item"),
            models.CheckConstraint(
                name="disclose_money_is_not_negative",
                condition=Q(income__gte=0, expense__gte=0) & (Q(units__isnull=True) | Q(units__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: +{self.income} −{self.expense}"


class SheetImport(models.Model):
    """A workbook of money sheets as it was understood: what would be kept, and each cell that cannot be, and why.

    Nothing of it stands in the sheets before somebody has looked at it and said so.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    lines = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    brought_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name


class Clarification(models.Model):
    """A rumour in neutral words, where it was heard, and what is true with its sources; posted as a notice.

    `voice` is the neighbour's question it answers, if somebody asked.
    """

    notice = models.OneToOneField(
        "notices.Notice", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    rumour = models.CharField(max_length=300)
    heard_where = models.CharField(max_length=120)
    facts = models.TextField()
    voice = models.ForeignKey("listen.Voice", null=True, on_delete=models.SET_NULL, related_name="+")
    sources = models.ManyToManyField("notices.Notice", related_name="+")

    def __str__(self) -> str:
        return self.rumour


class MatterResult(models.Model):
    """What became of a matter, as its notice says: decided, done, cost. When the notice hangs, the matter moves on.

    `reason` is why nothing was done, for a matter that was rejected by vote.
    """

    notice = models.OneToOneField(
        "notices.Notice", on_delete=models.PROTECT, related_name="+", primary_key=True
    )
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="+")
    decided = models.TextField()
    done = models.TextField(blank=True, default="")
    cost = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="disclose_cost_is_not_negative", condition=Q(cost__isnull=True) | Q(cost__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"result of {self.matter_id}"


def month_key(month: date) -> str:
    """Return a month as it stands in addresses: 2026-10."""
    return f"{month:%Y-%m}"
