"""Topics: voices about one thing, grouped so that anyone can see why and by whom."""

from django.db import models
from django.db.models import Q

from linli.circle.listen.choices import LIVE_MEMBERS, MemberState, TopicState


class Topic(models.Model):
    """Voices about one thing in one place: proposed by likeness, confirmed by a person.

    `people` counts distinct authors and supporters. `rank` orders by heat at any moment: heat cools for all topics
    alike, so the order never changes by waiting.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    words = models.CharField(max_length=200, blank=True, default="")
    places = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=TopicState, default=TopicState.PROPOSED)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    matter = models.ForeignKey("matters.Matter", null=True, on_delete=models.PROTECT, related_name="topics")
    voices_count = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    likes = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    rank = models.FloatField(default=0.0)
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="listen_merged_topic_names_the_other",
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state", "-rank", "id"], name="listen_topic_by_heat"),
        ]

    def __str__(self) -> str:
        return self.title


class TopicMembership(models.Model):
    """That a voice stands in a topic: by which words and places, who accepted it. Refused ones stay on record.

    `came_from` is the topic it was merged out of, so that the merge can be undone.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="memberships")
    voice = models.ForeignKey("listen.Voice", on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=10, choices=MemberState, default=MemberState.PROPOSED)
    likeness = models.FloatField(default=0.0)
    words = models.CharField(max_length=200, blank=True, default="")
    places = models.CharField(max_length=200, blank=True, default="")
    came_from = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "voice"], name="listen_membership_once"),
            models.UniqueConstraint(
                fields=["voice"], name="listen_voice_stands_in_one_topic", condition=Q(state__in=LIVE_MEMBERS)
            ),
        ]

    def __str__(self) -> str:
        return f"voice {self.voice_id} in topic {self.topic_id}"


class Support(models.Model):
    """That a resident says "me too" to a voice or a topic instead of saying it again."""

    voice = models.ForeignKey("listen.Voice", null=True, on_delete=models.CASCADE, related_name="backing")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="backing")
    resident = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="listen_support_is_for_a_voice_or_a_topic",
                condition=Q(voice__isnull=False, topic__isnull=True)
                | Q(voice__isnull=True, topic__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["voice", "resident"],
                name="listen_support_once_a_voice",
                condition=Q(voice__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["topic", "resident"],
                name="listen_support_once_a_topic",
                condition=Q(topic__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"support {self.pk}"
