"""What the community did with a voice: answers, ratings, pauses, escalations."""

from django.db import models
from django.db.models import F, Q

from linli.circle.listen.choices import FINAL_STATES, State


class Answer(models.Model):
    """The final answer to one lap of a voice: what was said, and how the voice ended."""

    voice = models.ForeignKey("listen.Voice", on_delete=models.CASCADE, related_name="answers")
    lap = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State)
    words = models.TextField()
    other_body = models.CharField(max_length=120, blank=True, default="")
    other_number = models.CharField(max_length=60, blank=True, default="")
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    by_post = models.ForeignKey("people.Post", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    was_due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "lap"], name="listen_answer_once_a_lap"),
            models.CheckConstraint(name="listen_answer_is_final", condition=Q(state__in=FINAL_STATES)),
            models.CheckConstraint(name="listen_answer_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="listen_passed_on_with_body_and_number",
                condition=~Q(state="passed_on") | (~Q(other_body="") & ~Q(other_number="")),
            ),
        ]
        ordering = ["lap"]

    def __str__(self) -> str:
        return f"answer {self.lap} to voice {self.voice_id}"


class Rating(models.Model):
    """What the author thinks of one answer: one to five, in words if they like, and whether it was solved."""

    voice = models.ForeignKey("listen.Voice", on_delete=models.CASCADE, related_name="ratings")
    lap = models.PositiveSmallIntegerField()
    stars = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True, default="")
    was_contacted = models.BooleanField(default=True)
    is_solved = models.BooleanField()
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "lap"], name="listen_rating_once_a_lap"),
            models.CheckConstraint(
                name="listen_rating_is_one_to_five", condition=Q(stars__gte=1, stars__lte=5)
            ),
        ]
        ordering = ["lap"]

    def __str__(self) -> str:
        return f"{self.stars} for answer {self.lap} to voice {self.voice_id}"


class Pause(models.Model):
    """A stretch in which the clock of a voice stands still, for a reason all may read; ends by itself at `until`."""

    voice = models.ForeignKey("listen.Voice", on_delete=models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by_account = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voice"], name="listen_pause_one_at_a_time", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="listen_pause_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="listen_pause_ends_after_it_began", condition=Q(until__gt=F("since"))
            ),
        ]
        indexes = [
            models.Index(fields=["until"], name="listen_pause_running", condition=Q(ended_at__isnull=True))
        ]
        ordering = ["since"]

    def __str__(self) -> str:
        return f"pause of voice {self.voice_id}"


class Escalation(models.Model):
    """That a late answer was brought before the next level up: 1 community head, 2 street, 3 district."""

    voice = models.ForeignKey("listen.Voice", on_delete=models.CASCADE, related_name="escalations")
    lap = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "lap", "level"], name="listen_escalation_once_a_level"),
            models.CheckConstraint(name="listen_escalation_goes_up", condition=Q(level__gte=1, level__lte=3)),
        ]
        indexes = [models.Index(fields=["area", "-id"], name="listen_escalation_by_area")]
        ordering = ["lap", "level"]

    def __str__(self) -> str:
        return f"voice {self.voice_id} to level {self.level}"
