"""Imports of the register: the file as it came, row by row, so that nothing is lost and everything can be undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterImport(models.Model):
    """One file a clerk brought: its preview counts, its progress, and whether it was undone."""

    class Stage(models.TextChoices):
        """Where the import stands."""

        READING = "reading", _("正在读表")
        PREVIEW = "preview", _("等您确认")
        WRITING = "writing", _("正在写入")
        DONE = "done", _("已写入")
        UNDONE = "undone", _("已撤销")
        FAILED = "failed", _("没能读懂")

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.READING)
    file_name = models.CharField(max_length=200)
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    trouble = models.TextField(blank=True, default="")
    rows_seen = models.PositiveIntegerField(default=0)
    rows_written = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.stage})"


class RegisterRow(models.Model):
    """One row of an imported file that needs to be remembered: what was wrong with it, or what it made (for undo)."""

    batch = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=60)
    line = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    made = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["batch", "sheet", "line"], name="people_register_row_order")]

    def __str__(self) -> str:
        return f"{self.sheet}:{self.line}"
