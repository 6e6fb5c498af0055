"""Voices: what people said, their sealed originals, and what came with them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from linli.circle.listen.choices import (
    FINAL_STATES,
    OPEN_STATES,
    Audience,
    Channel,
    ClassedBy,
    MaskState,
    Shown,
    State,
    Urgency,
)
from linli.circle.listen.models.scheme import Term
from linli.ground.lib.chance import token
from linli.ground.lib.sealed import SealedField

HIGHEST_LEVEL = 3


class ReceiptCounter(models.Model):
    """How many receipts a community gave out in a year and day: the next number is one more."""

    community = models.ForeignKey("people.Area", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "day"], name="listen_receipts_counted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day:%m%d}-{self.last:04d}"


class VoiceQuerySet(models.QuerySet["Voice"]):
    """Questions about voices."""

    def open(self) -> "VoiceQuerySet":
        """Voices that still wait for a final answer."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, at: datetime) -> "VoiceQuerySet":
        """Voices whose answer is late; a paused clock is never late."""
        return self.filter(state=State.WAITING, due_at__lt=at)

    def shown_to_all(self) -> "VoiceQuerySet":
        """Voices whose words anyone may read."""
        return self.filter(shown=Shown.PUBLIC)


class Voice(models.Model):
    """What one person said once: with a receipt, an owner and a due date from the start, and an answer at the end.

    `title` and `text` are the words as others may read them, with masks applied; the original lies in VoiceOriginal.
    `author_key` is a stable sign of the person, only ever counted. `lap` is 2 once a bad rating re-opened it, and
    `asked_at` is when the clock of this lap began. `said_key` (of a form) and `outside_number` (of a table it came
    from) are what makes a voice come in once; without either they are drawn. A key without an index of its own begins
    one of those below.
    """

    community = models.ForeignKey("people.Area", on_delete=models.PROTECT, db_index=False, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=14)
    secret = models.CharField(max_length=32, unique=True)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.APP)
    title = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField(blank=True, default="")
    place = models.ForeignKey("people.Area", on_delete=models.PROTECT, db_index=False, related_name="+")
    place_words = models.CharField(max_length=120, blank=True, default="")

    author = models.ForeignKey("people.Resident", null=True, on_delete=models.PROTECT, related_name="voices")
    author_key = models.CharField(max_length=40)
    signature = models.CharField(max_length=30, blank=True, default="")
    helper = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    consent_note = models.CharField(max_length=200, blank=True, default="")
    said_by = models.BigIntegerField(default=0)
    said_key = models.CharField(max_length=64, default=token)
    said_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    asked_at = models.DateTimeField()

    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PUBLIC)
    shown = models.CharField(max_length=12, choices=Shown, default=Shown.CHECKING)
    published_at = models.DateTimeField(null=True)
    needs_writing = models.BooleanField(default=False)

    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    lap = models.PositiveSmallIntegerField(default=1)
    owner = models.ForeignKey("people.Post", on_delete=models.PROTECT, db_index=False, related_name="voices")
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    due_at = models.DateTimeField()
    escalates_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    joined_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")

    voice_class = models.ForeignKey("listen.VoiceClass", on_delete=models.PROTECT, related_name="+")
    classed_by = models.CharField(max_length=8, choices=ClassedBy, default=ClassedBy.NOBODY)
    first_guess = models.ForeignKey(
        "listen.VoiceClass", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_guess = models.ForeignKey(
        "listen.VoiceClass", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    margin = models.FloatField(default=0.0)
    confidence = models.PositiveSmallIntegerField(default=0)
    second_confidence = models.PositiveSmallIntegerField(default=0)

    topic = models.ForeignKey(
        "listen.Topic", null=True, on_delete=models.SET_NULL, db_index=False, related_name="voices"
    )
    matter = models.ForeignKey("matters.Matter", null=True, on_delete=models.PROTECT, related_name="voices")
    likes = models.PositiveIntegerField(default=0)
    dislikes = models.PositiveIntegerField(default=0)
    supports = models.PositiveIntegerField(default=0)
    batch = models.ForeignKey(
        "listen.VoiceImport", null=True, on_delete=models.PROTECT, related_name="voices"
    )
    outside_number = models.CharField(max_length=40, default=token)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "year", "number"], name="listen_receipt_once_a_community_and_year"
            ),
            # Always filled, so that no condition is needed: SQLite cannot use a partial index for a bound parameter,
            # and looked for a double click through all voices (5 ms among 4 326).
            models.UniqueConstraint(fields=["said_by", "said_key"], name="listen_voice_said_once_per_key"),
            models.UniqueConstraint(
                fields=["community", "outside_number"], name="listen_voice_imported_once"
            ),
            models.CheckConstraint(
                name="listen_voice_is_final_when_answered",
                condition=Q(state__in=FINAL_STATES, answered_at__isnull=False)
                | Q(state__in=OPEN_STATES, answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="listen_joined_voice_names_the_other",
                condition=Q(state="joined", joined_to__isnull=False)
                | (~Q(state="joined") & Q(joined_to__isnull=True)),
            ),
            models.CheckConstraint(
                name="listen_voice_is_not_joined_to_itself",
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=F("id")),
            ),
            models.CheckConstraint(name="listen_voice_reopens_once", condition=Q(lap__in=[1, 2])),
            models.CheckConstraint(
                name="listen_helper_notes_the_consent",
                condition=Q(helper__isnull=True, consent_note="")
                | (Q(helper__isnull=False) & ~Q(consent_note="")),
            ),
            models.CheckConstraint(
                name="listen_voice_for_staff_is_never_public",
                condition=Q(audience="staff", shown="staff_only")
                | (Q(audience="public") & ~Q(shown="staff_only")),
            ),
            models.CheckConstraint(
                name="listen_only_a_waiting_voice_escalates",
                condition=Q(escalates_at__isnull=True) | Q(state="waiting"),
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state", "due_at", "id"], name="listen_voice_by_due"),
            models.Index(fields=["community", "due_at", "id"], name="listen_voice_by_any_due"),
            models.Index(
                fields=["community", "classed_by", "state", "due_at", "id"], name="listen_voice_to_class"
            ),
            models.Index(fields=["community", "state", "-id"], name="listen_voice_by_state"),
            models.Index(fields=["community", "-id"], name="listen_voice_by_age"),
            models.Index(fields=["community", "shown", "-id"], name="listen_voice_by_shown"),
            models.Index(
                fields=["community", "voice_class", "state", "due_at", "id"], name="listen_voice_by_class"
            ),
            models.Index(fields=["owner", "state", "due_at", "id"], name="listen_voice_by_owner"),
            models.Index(fields=["place", "-id"], name="listen_voice_by_place"),
            models.Index(
                fields=["author", "-id"], name="listen_voice_by_author", condition=Q(author__isnull=False)
            ),
            models.Index(
                fields=["helper", "-id"], name="listen_voice_by_helper", condition=Q(helper__isnull=False)
            ),
            models.Index(
                fields=["topic", "-id"], name="listen_voice_by_topic", condition=Q(topic__isnull=False)
            ),
            models.Index(fields=["topic", "state"], name="listen_voice_by_topic_state"),
            models.Index(
                fields=["escalates_at"],
                name="listen_voice_to_escalate",
                condition=Q(escalates_at__isnull=False),
            ),
            models.Index(
                fields=["community", "id"], name="listen_voice_to_write", condition=Q(needs_writing=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"

    def get_channel_display(self) -> str:  # type: ignore[no-redef] # the stubs write it too
        """Return the channel's name; as the next three, without Django's own walk through all choices (0.1 ms)."""
        return str(Channel(self.channel).label)

    def get_state_display(self) -> str:  # type: ignore[no-redef] # the stubs write it too
        """Return the state's name."""
        return str(State(self.state).label)

    def get_shown_display(self) -> str:  # type: ignore[no-redef] # the stubs write it too
        """Return what is shown, in words."""
        return str(Shown(self.shown).label)

    def get_classed_by_display(self) -> str:  # type: ignore[no-redef] # the stubs write it too
        """Return who gave the class, in words."""
        return str(ClassedBy(self.classed_by).label)

    def is_open(self) -> bool:
        """Say whether the voice still waits for a final answer."""
        return self.state in OPEN_STATES

    def escalates_next(self, term: "Term", at: datetime) -> datetime | None:
        """When the next level up is told: at the due date, then a stretch after each level, or never."""
        if self.state != State.WAITING or self.level >= HIGHEST_LEVEL:
            return None
        return self.due_at if self.level == 0 else max(at, term.escalates_after(self.due_at))

    def is_overdue(self, at: datetime) -> bool:
        """Say whether the answer is late."""
        return self.state == State.WAITING and self.due_at < at


class VoiceOriginal(models.Model):
    """The words exactly as said, sealed: first line the title (may be empty), then the text. Every look is noted."""

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, primary_key=True, related_name="original")
    words = SealedField(default="")

    def __str__(self) -> str:
        return f"original of voice {self.voice_id}"


class MaskProposal(models.Model):
    """A stretch of an original that may name or number a person; covered unless staff say it need not be.

    `start` and `end` count characters of the original, title line included.
    """

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="masks")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=MaskState, default=MaskState.PROPOSED)
    decided_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "start", "end"], name="listen_mask_once_per_stretch"),
            models.CheckConstraint(name="listen_mask_is_not_empty", condition=Q(end__gt=F("start"))),
        ]
        ordering = ["start", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"


class VoicePhoto(models.Model):
    """A photo that came with a voice; shown to others only after staff looked at it."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="photos")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    is_cleared = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"photo of voice {self.voice_id}"


class VoiceSound(models.Model):
    """A recorded note that came with a voice: never public; staff write down what it says."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="sounds")
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sound of voice {self.voice_id}"


class NoticeLetter(models.Model):
    """A notice to print and bring to a resident without a phone, so that no helper stands between them and the answer.

    `about` is the news (spoken for, answered); the words are composed when printed, never stored. `may_have_come`
    stands on one for a resident with a phone: a text message went to the carrier, and nobody knows what became of it.
    """

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="letters")
    resident = models.ForeignKey("people.Resident", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=20)
    lap = models.PositiveSmallIntegerField(default=1)
    may_have_come = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "resident", "about", "lap"], name="listen_letter_once_per_news"
            )
        ]
        indexes = [
            models.Index(
                fields=["made_at", "id"],
                name="listen_letter_to_bring",
                condition=Q(delivered_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"letter about voice {self.voice_id}"
