"""Records of files that people brought."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a stored file is, whatever its name said."""

    PHOTO = "photo", _("照片")
    SOUND = "sound", _("录音")
    SHEET = "sheet", _("表格")


class StoredFile(models.Model):
    """One file as the house keeps it: checked, renamed at random, private until the room that owns it says otherwise.

    `keeper` names the room that decides who may see it; `area_id` is where it belongs.
    """

    kind = models.CharField(max_length=8, choices=FileKind)
    media_type = models.CharField(max_length=80)
    path = models.CharField(max_length=120, unique=True)
    thumbnail = models.CharField(max_length=120, blank=True, default="")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    seconds = models.FloatField(null=True)
    keeper = models.CharField(max_length=40)
    area_id = models.BigIntegerField()
    is_public = models.BooleanField(default=False)
    brought_by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="files_file_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="files_photo_has_its_size",
                condition=~Q(kind="photo") | Q(width__isnull=False, height__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="files_by_digest"),
            models.Index(fields=["keeper", "area_id", "id"], name="files_by_keeper"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
