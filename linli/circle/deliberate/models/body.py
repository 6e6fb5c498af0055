"""Bodies that deliberate: their own rules, the roles of their posts, and who may not sit on a board."""

from django.db import models
from django.db.models import F, Q

from linli.circle.deliberate.choices import Role


class Charter(models.Model):
    """What a body's own rules of procedure say: days of notice, how many must be there, what it may decide itself.

    A body without one follows the defaults of rules.toml. `matter` is what an oversight board watches over.
    """

    body = models.OneToOneField(
        "people.Organization", on_delete=models.CASCADE, primary_key=True, related_name="charter"
    )
    purpose = models.CharField(max_length=300, blank=True, default="")
    matter = models.ForeignKey("matters.Matter", null=True, on_delete=models.PROTECT, related_name="+")
    notice_days = models.PositiveSmallIntegerField(default=3)
    counts_workdays = models.BooleanField(default=False)
    quorum_parts = models.PositiveSmallIntegerField(default=1)
    quorum_of = models.PositiveSmallIntegerField(default=2)
    quorum_is_more = models.BooleanField(default=True)
    allows_proxies = models.BooleanField(default=False)
    may_decide = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deliberate_quorum_is_a_share_of_the_body",
                condition=Q(quorum_of__gt=0, quorum_parts__gt=0, quorum_parts__lte=F("quorum_of")),
            ),
            models.CheckConstraint(
                name="deliberate_quorum_can_be_reached",
                condition=Q(quorum_is_more=False) | Q(quorum_parts__lt=F("quorum_of")),
            ),
        ]

    def __str__(self) -> str:
        return f"charter of body {self.body_id}"


class Slot(models.Model):
    """Which of the six roles a post has in a building's council, and whether its holder agreed to be named in full."""

    post = models.OneToOneField(
        "people.Post", on_delete=models.CASCADE, primary_key=True, related_name="slot"
    )
    role = models.CharField(max_length=16, choices=Role, blank=True, default="")
    is_name_public = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.role} of post {self.post_id}"


class Exclusion(models.Model):
    """That a person may not sit on an oversight board, because they carry out what it oversees."""

    body = models.ForeignKey("people.Organization", on_delete=models.CASCADE, related_name="+")
    resident = models.ForeignKey("people.Resident", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "resident"], name="deliberate_excluded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} not on {self.body_id}"
