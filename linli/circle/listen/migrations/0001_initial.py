import django.db.migrations.operations.special
import django.db.models.deletion
import linli.circle.listen.tables
import linli.ground.lib.chance
import linli.ground.lib.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("matters", "0001_initial"),
        ("people", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="TermCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "community_id", "term", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("community_id", models.IntegerField()),
                ("term", models.CharField(max_length=32)),
                ("voices", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("reopen_below", models.PositiveSmallIntegerField(default=3)),
                ("adopted_at", models.DateTimeField()),
                (
                    "community",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voice_scheme",
                        to="people.area",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reopen_below__gte", 1), ("reopen_below__lte", 5)),
                        name="listen_scheme_line_is_a_rating",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, default="", max_length=60)),
                ("hint", models.CharField(blank=True, default="", max_length=200)),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("danger", "危及生命或财产"),
                            ("utility", "停水停电停气停暖"),
                            ("ordinary", "一般事项"),
                            ("hard", "疑难事项"),
                        ],
                        default="ordinary",
                        max_length=10,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("is_fallback", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="classes",
                        to="listen.scheme",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "key"), name="listen_class_key_once_in_a_scheme"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_fallback", True)),
                        fields=("scheme",),
                        name="listen_scheme_has_one_fallback_class",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("reading", "正在读表"),
                            ("done", "已导入"),
                            ("undoing", "正在撤销"),
                            ("undone", "已撤销"),
                            ("failed", "没能读懂"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("app", "网页或手机"),
                            ("desk", "服务窗口"),
                            ("phone", "电话"),
                            ("paper_box", "意见箱"),
                            ("meeting", "会议"),
                            ("home_visit", "入户走访"),
                            ("chat_export", "群聊记录"),
                            ("hotline", "热线转办"),
                        ],
                        default="hotline",
                        max_length=12,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "公开，用化名"), ("staff", "只给社区工作人员看")],
                        default="public",
                        max_length=8,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("rows_seen", models.PositiveIntegerField(default=0)),
                ("rows_new", models.PositiveIntegerField(default=0)),
                ("rows_known", models.PositiveIntegerField(default=0)),
                ("rows_wrong", models.PositiveIntegerField(default=0)),
                ("rows_answered", models.PositiveIntegerField(default=0)),
                ("rows_kept", models.PositiveIntegerField(default=0)),
                ("trouble", models.TextField(blank=True, default="")),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "-id"], name="listen_import_by_community")],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("places", models.CharField(blank=True, default="", max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "系统提出，待确认"),
                            ("accepted", "已确认"),
                            ("merged", "已并入另一话题"),
                            ("undone", "已撤销"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("voices_count", models.PositiveIntegerField(default=0)),
                ("people", models.PositiveIntegerField(default=0)),
                ("likes", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                ("rank", models.FloatField(default=0.0)),
                ("made_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="matters.matter",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="listen.topic",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "state", "-rank", "id"], name="listen_topic_by_heat")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(
                                models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="listen_merged_topic_names_the_other",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=14)),
                ("secret", models.CharField(max_length=32, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("app", "网页或手机"),
                            ("desk", "服务窗口"),
                            ("phone", "电话"),
                            ("paper_box", "意见箱"),
                            ("meeting", "会议"),
                            ("home_visit", "入户走访"),
                            ("chat_export", "群聊记录"),
                            ("hotline", "热线转办"),
                        ],
                        default="app",
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(blank=True, default="", max_length=120)),
                ("text", models.TextField(blank=True, default="")),
                ("place_words", models.CharField(blank=True, default="", max_length=120)),
                ("author_key", models.CharField(max_length=40)),
                ("signature", models.CharField(blank=True, default="", max_length=30)),
                ("consent_note", models.CharField(blank=True, default="", max_length=200)),
                ("said_by", models.BigIntegerField(default=0)),
                ("said_key", models.CharField(default=linli.ground.lib.chance.token, max_length=64)),
                ("said_at", models.DateTimeField()),
                ("heard_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "公开，用化名"), ("staff", "只给社区工作人员看")],
                        default="public",
                        max_length=8,
                    ),
                ),
                (
                    "shown",
                    models.CharField(
                        choices=[
                            ("checking", "待检查个人信息"),
                            ("public", "已公开"),
                            ("staff_only", "只给社区工作人员看"),
                            ("hidden", "已隐藏"),
                        ],
                        default="checking",
                        max_length=12,
                    ),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("needs_writing", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待答复"),
                            ("paused", "暂停计时"),
                            ("answered", "已答复"),
                            ("joined", "已并入"),
                            ("declined", "不予办理"),
                            ("passed_on", "已转交"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("lap", models.PositiveSmallIntegerField(default=1)),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("danger", "危及生命或财产"),
                            ("utility", "停水停电停气停暖"),
                            ("ordinary", "一般事项"),
                            ("hard", "疑难事项"),
                        ],
                        default="ordinary",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("escalates_at", models.DateTimeField(null=True)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "classed_by",
                    models.CharField(
                        choices=[("nobody", "待归类"), ("model", "自动归类"), ("person", "人工归类")],
                        default="nobody",
                        max_length=8,
                    ),
                ),
                ("margin", models.FloatField(default=0.0)),
                ("confidence", models.PositiveSmallIntegerField(default=0)),
                ("second_confidence", models.PositiveSmallIntegerField(default=0)),
                ("likes", models.PositiveIntegerField(default=0)),
                ("dislikes", models.PositiveIntegerField(default=0)),
                ("supports", models.PositiveIntegerField(default=0)),
                ("outside_number", models.CharField(default=linli.ground.lib.chance.token, max_length=40)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="people.resident",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "joined_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="listen.voice",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="matters.matter",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voices", to="people.post"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="voices",
                        to="listen.topic",
                    ),
                ),
                (
                    "first_guess",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="listen.voiceclass",
                    ),
                ),
                (
                    "second_guess",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="listen.voiceclass",
                    ),
                ),
                (
                    "voice_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="listen.voiceclass"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="listen.voiceimport",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "state", "due_at", "id"], name="listen_voice_by_due"),
                    models.Index(fields=["community", "state", "-id"], name="listen_voice_by_state"),
                    models.Index(fields=["community", "-id"], name="listen_voice_by_age"),
                    models.Index(fields=["community", "shown", "-id"], name="listen_voice_by_shown"),
                    models.Index(
                        fields=["community", "voice_class", "state", "due_at", "id"],
                        name="listen_voice_by_class",
                    ),
                    models.Index(fields=["owner", "state", "due_at", "id"], name="listen_voice_by_owner"),
                    models.Index(fields=["place", "-id"], name="listen_voice_by_place"),
                    models.Index(
                        condition=models.Q(("author__isnull", False)),
                        fields=["author", "-id"],
                        name="listen_voice_by_author",
                    ),
                    models.Index(
                        condition=models.Q(("helper__isnull", False)),
                        fields=["helper", "-id"],
                        name="listen_voice_by_helper",
                    ),
                    models.Index(
                        condition=models.Q(("topic__isnull", False)),
                        fields=["topic", "-id"],
                        name="listen_voice_by_topic",
                    ),
                    models.Index(
                        condition=models.Q(("escalates_at__isnull", False)),
                        fields=["escalates_at"],
                        name="listen_voice_to_escalate",
                    ),
                    models.Index(
                        condition=models.Q(("needs_writing", True)),
                        fields=["community", "id"],
                        name="listen_voice_to_write",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "year", "number"),
                        name="listen_receipt_once_a_community_and_year",
                    ),
                    models.UniqueConstraint(
                        fields=("said_by", "said_key"), name="listen_voice_said_once_per_key"
                    ),
                    models.UniqueConstraint(
                        fields=("community", "outside_number"), name="listen_voice_imported_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                ("state__in", ("answered", "joined", "declined", "passed_on")),
                            ),
                            models.Q(("answered_at__isnull", True), ("state__in", ("waiting", "paused"))),
                            _connector="OR",
                        ),
                        name="listen_voice_is_final_when_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joined_to__isnull", False), ("state", "joined")),
                            models.Q(
                                models.Q(("state", "joined"), _negated=True), ("joined_to__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="listen_joined_voice_names_the_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined_to__isnull", True),
                            models.Q(("joined_to", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="listen_voice_is_not_joined_to_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lap__in", [1, 2])), name="listen_voice_reopens_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent_note", ""), ("helper__isnull", True)),
                            models.Q(
                                ("helper__isnull", False), models.Q(("consent_note", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="listen_helper_notes_the_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "staff"), ("shown", "staff_only")),
                            models.Q(
                                ("audience", "public"), models.Q(("shown", "staff_only"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="listen_voice_for_staff_is_never_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("escalates_at__isnull", True), ("state", "waiting"), _connector="OR"
                        ),
                        name="listen_only_a_waiting_voice_escalates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "系统提出，待确认"),
                            ("accepted", "已确认"),
                            ("split", "已分出"),
                            ("undone", "已撤销"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("likeness", models.FloatField(default=0.0)),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("places", models.CharField(blank=True, default="", max_length=200)),
                ("at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "came_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="listen.topic",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="listen.topic",
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="listen.voice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "voice"), name="listen_membership_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("proposed", "accepted"))),
                        fields=("voice",),
                        name="listen_voice_stands_in_one_topic",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filters", models.JSONField(default=dict)),
                ("asked_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(null=True)),
                ("rows", models.PositiveIntegerField(default=0)),
                (
                    "by_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["by_account", "-id"], name="listen_export_by_account")],
            },
        ),
        migrations.CreateModel(
            name="VoiceImportError",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("column", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=200)),
                ("cells", models.BinaryField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="errors",
                        to="listen.voiceimport",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["batch", "line"], name="listen_import_error_order")],
            },
        ),
        migrations.CreateModel(
            name="VoicePhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("is_cleared", models.BooleanField(default=False)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="listen.voice"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="VoiceSound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("written_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sounds", to="listen.voice"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VoiceTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("heard", models.IntegerField(default=0)),
                ("answered", models.IntegerField(default=0)),
                ("in_time", models.IntegerField(default=0)),
                ("reopened", models.IntegerField(default=0)),
                ("rated", models.IntegerField(default=0)),
                ("contacted", models.IntegerField(default=0)),
                ("solved", models.IntegerField(default=0)),
                ("satisfied", models.IntegerField(default=0)),
                ("basically", models.IntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "month"), name="listen_tally_once_a_month")
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceTerm",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "community_id",
                        "term",
                        "voice_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("community_id", models.IntegerField()),
                ("term", models.CharField(max_length=32)),
                ("voice_id", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lap", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待答复"),
                            ("paused", "暂停计时"),
                            ("answered", "已答复"),
                            ("joined", "已并入"),
                            ("declined", "不予办理"),
                            ("passed_on", "已转交"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField()),
                ("other_body", models.CharField(blank=True, default="", max_length=120)),
                ("other_number", models.CharField(blank=True, default="", max_length=60)),
                ("at", models.DateTimeField()),
                ("was_due_at", models.DateTimeField()),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="listen.voice"
                    ),
                ),
            ],
            options={
                "ordering": ["lap"],
                "constraints": [
                    models.UniqueConstraint(fields=("voice", "lap"), name="listen_answer_once_a_lap"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("answered", "joined", "declined", "passed_on"))),
                        name="listen_answer_is_final",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="listen_answer_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "passed_on"), _negated=True),
                            models.Q(
                                models.Q(("other_body", ""), _negated=True),
                                models.Q(("other_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="listen_passed_on_with_body_and_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassifierModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("body", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("examples", models.PositiveIntegerField()),
                ("scores", models.JSONField(default=dict)),
                ("is_beginner", models.BooleanField(default=False)),
                ("trained_at", models.DateTimeField()),
                ("in_force_since", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "version"), name="listen_classifier_version_once_a_community"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("community__isnull", True)),
                        fields=("version",),
                        name="listen_starter_version_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="correction",
                        to="listen.voice",
                    ),
                ),
                (
                    "chosen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="listen.voiceclass"
                    ),
                ),
                (
                    "suggested",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="listen.voiceclass",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lap", models.PositiveSmallIntegerField()),
                ("level", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="escalations",
                        to="listen.voice",
                    ),
                ),
            ],
            options={
                "ordering": ["lap", "level"],
                "indexes": [models.Index(fields=["area", "-id"], name="listen_escalation_by_area")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("voice", "lap", "level"), name="listen_escalation_once_a_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 3)),
                        name="listen_escalation_goes_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Example",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("words", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"
                    ),
                ),
                (
                    "voice_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="listen.voiceclass"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "digest"), name="listen_example_once_a_community"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hiding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("appeal", models.CharField(blank=True, default="", max_length=500)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("verdict", models.CharField(blank=True, default="", max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "by_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hidings", to="listen.voice"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("voice",),
                        name="listen_hiding_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="listen_hiding_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("appeal", ""), ("appealed_at__isnull", True)),
                            models.Q(models.Q(("appeal", ""), _negated=True), ("appealed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="listen_appeal_has_words_and_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MaskProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, default="", max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "待确认"), ("confirmed", "已遮盖"), ("rejected", "不用遮盖")],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="masks", to="listen.voice"
                    ),
                ),
            ],
            options={
                "ordering": ["start", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("voice", "start", "end"), name="listen_mask_once_per_stretch"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="listen_mask_is_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(max_length=20)),
                ("lap", models.PositiveSmallIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "delivered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="listen.voice"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", True)),
                        fields=["made_at", "id"],
                        name="listen_letter_to_bring",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("voice", "resident", "about", "lap"), name="listen_letter_once_per_news"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="listen.voice"
                    ),
                ),
            ],
            options={
                "ordering": ["since"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["until"],
                        name="listen_pause_running",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("voice",),
                        name="listen_pause_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="listen_pause_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="listen_pause_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lap", models.PositiveSmallIntegerField()),
                ("stars", models.PositiveSmallIntegerField()),
                ("words", models.TextField(blank=True, default="")),
                ("was_contacted", models.BooleanField(default=True)),
                ("is_solved", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ratings", to="listen.voice"
                    ),
                ),
            ],
            options={
                "ordering": ["lap"],
                "constraints": [
                    models.UniqueConstraint(fields=("voice", "lap"), name="listen_rating_once_a_lap"),
                    models.CheckConstraint(
                        condition=models.Q(("stars__gte", 1), ("stars__lte", 5)),
                        name="listen_rating_is_one_to_five",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceiptCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "day"), name="listen_receipts_counted_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60)),
                ("words", models.TextField()),
                ("used_count", models.PositiveIntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "voice_class",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="listen.voiceclass",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "title"), name="listen_template_title_once_a_community"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "by_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="listen.voice"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["voice"],
                        name="listen_report_unsettled",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("voice", "by_account"),
                        name="listen_report_once_while_unsettled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="listen_report_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="backing",
                        to="listen.topic",
                    ),
                ),
                (
                    "voice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="backing",
                        to="listen.voice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("topic__isnull", True), ("voice__isnull", False)),
                            models.Q(("topic__isnull", False), ("voice__isnull", True)),
                            _connector="OR",
                        ),
                        name="listen_support_is_for_a_voice_or_a_topic",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voice__isnull", False)),
                        fields=("voice", "resident"),
                        name="listen_support_once_a_voice",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("topic__isnull", False)),
                        fields=("topic", "resident"),
                        name="listen_support_once_a_topic",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("danger", "危及生命或财产"),
                            ("utility", "停水停电停气停暖"),
                            ("ordinary", "一般事项"),
                            ("hard", "疑难事项"),
                        ],
                        max_length=10,
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(null=True)),
                ("workdays", models.PositiveSmallIntegerField(null=True)),
                ("escalate_hours", models.PositiveSmallIntegerField(null=True)),
                ("escalate_workdays", models.PositiveSmallIntegerField(null=True)),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="listen.scheme"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "urgency"), name="listen_term_once_per_urgency"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("escalate_hours__gt", 0),
                                ("escalate_workdays__isnull", True),
                                ("hours__gt", 0),
                                ("workdays__isnull", True),
                            ),
                            models.Q(
                                ("escalate_hours__isnull", True),
                                ("escalate_workdays__gt", 0),
                                ("hours__isnull", True),
                                ("workdays__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="listen_term_counts_hours_or_workdays",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceOriginal",
            fields=[
                (
                    "voice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="original",
                        serialize=False,
                        to="listen.voice",
                    ),
                ),
                ("words", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
            ],
        ),
        migrations.RunPython(
            code=linli.circle.listen.tables.leaner_terms,
            reverse_code=django.db.migrations.operations.special.RunPython.noop,
        ),
    ]
