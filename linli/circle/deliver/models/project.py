"""Projects, and the bodies that take a part in them."""

from django.db import models
from django.db.models import Q

from linli.circle.deliver.choices import Part, ProjectState


class Project(models.Model):
    """The works by which a matter is dealt with on one lap: a plan, who leads it, who oversees it, what it costs.

    `reason` says why works began at once when the matter was just heard. Money is what the plan foresees and what was
    spent so far, with its source in words.
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="projects")
    lap = models.PositiveSmallIntegerField()
    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    plan = models.TextField()
    reason = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=ProjectState, default=ProjectState.RUNNING)
    board = models.ForeignKey("people.Organization", null=True, on_delete=models.PROTECT, related_name="+")
    budget_fen = models.PositiveBigIntegerField(default=0)
    spent_fen = models.PositiveBigIntegerField(default=0)
    money_source = models.CharField(max_length=200, blank=True, default="")
    started_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "lap"], name="deliver_project_once_a_lap"),
            models.CheckConstraint(
                name="deliver_project_is_done_when_accepted",
                condition=Q(state="done", accepted_at__isnull=False)
                | (~Q(state="done") & Q(accepted_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["community", "-id"], name="deliver_project_newest")]

    def __str__(self) -> str:
        return self.title

    def is_open(self) -> bool:
        """Whether anything can still be changed."""
        return self.state != ProjectState.DONE


class ProjectPart(models.Model):
    """The part that a body takes in a project: it leads, it is the main body, or it supports with advice and money."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="parts")
    body = models.ForeignKey("people.Organization", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "body"], name="deliver_body_takes_one_part"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}:{self.body_id}"
