"""Imports of the register: what became of a file, row by row, so that nothing is lost and everything can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.lib.sealed import SealedField


class RegisterImport(models.Model):
    """One file a clerk brought: where it stands, what it would change, what it changed."""

    class Stage(models.TextChoices):
        """Where the import stands."""

        READING = "reading", _("正在读表")
        PREVIEW = "preview", _("等您确认")
        WRITING = "writing", _("正在写入")
        DONE = "done", _("已写入")
        UNDOING = "undoing", _("正在撤销")
        UNDONE = "undone", _("已撤销")
        FAILED = "failed", _("没能读懂")
        DROPPED = "dropped", _("没有导入")

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.READING)
    file_name = models.CharField(max_length=200)
    kept_as = models.CharField(max_length=120, blank=True, default="")
    fills_merged = models.BooleanField(default=False)
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    trouble = models.TextField(blank=True, default="")
    rows_seen = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=40, blank=True, default="")
    beat_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "-at"], name="people_register_import_recent")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.stage})"

    @property
    def is_busy(self) -> bool:
        """Whether work on it is going on behind the scenes."""
        return self.stage in {self.Stage.READING, self.Stage.WRITING, self.Stage.UNDOING}


class RegisterExport(models.Model):
    """A workbook of the register that somebody asked for: which part of it, why, whether it is ready."""

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_full = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True, default="")
    chosen = SealedField()
    rows = models.PositiveIntegerField(default=0)
    kept_as = models.CharField(max_length=120, blank=True, default="")
    ready_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["by_account", "-asked_at"], name="people_register_export_recent")]

    def __str__(self) -> str:
        return f"export {self.pk} of community {self.community_id}"


class RegisterRow(models.Model):
    """One row of an imported file that could not be taken: its cells, sealed, and what is wrong with which column."""

    batch = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60)
    line = models.PositiveIntegerField()
    cells = SealedField()
    faults = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["batch", "id"], name="people_register_row_order")]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.line}"


class RegisterStep(models.Model):
    """One stretch of rows that was written in one go: what it made and, sealed, what stood there before."""

    batch = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    rows_until = models.PositiveIntegerField()
    made = models.JSONField(default=dict)
    before = SealedField()
    undone_at = models.DateTimeField(null=True)
    kept = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="people_register_step_written_once")
        ]

    def __str__(self) -> str:
        return f"step {self.number} of import {self.batch_id}"
