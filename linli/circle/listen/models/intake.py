"""Imports and exports of voices: the file as it came or goes, so that nothing is lost and everything can be undone."""

from django.db import models

from linli.circle.listen.choices import Audience, Channel, ImportStage


class VoiceImport(models.Model):
    """One file of voices that someone brought: what was in it, how far it is, whether it was undone.

    Up to the voice `indexed_upto` its words can be searched for.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=ImportStage, default=ImportStage.READING)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.HOTLINE)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PUBLIC)
    file_name = models.CharField(max_length=200)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    rows_seen = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_wrong = models.PositiveIntegerField(default=0)
    rows_answered = models.PositiveIntegerField(default=0)
    rows_kept = models.PositiveIntegerField(default=0)
    indexed_upto = models.BigIntegerField(default=0)
    trouble = models.TextField(blank=True, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "-id"], name="listen_import_by_community")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.stage})"


class VoiceImportError(models.Model):
    """One row that could not be taken over, in which column and why; its cells are sealed for the error workbook."""

    batch = models.ForeignKey(VoiceImport, on_delete=models.CASCADE, related_name="errors")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    cells = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["batch", "line"], name="listen_import_error_order")]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class VoiceExport(models.Model):
    """A list of voices that someone asked for, as a workbook; rights are checked again at download."""

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    by_account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    filters = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["by_account", "-id"], name="listen_export_by_account")]

    def __str__(self) -> str:
        return f"export {self.pk}"
