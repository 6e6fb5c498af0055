import django.db.models.deletion
import linli.ground.lib.chance
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("matters", "0002_circle"),
        ("people", "0002_circle"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lap", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("plan", models.TextField()),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "正在办"), ("checking", "等监事验收"), ("done", "验收通过")],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("budget_fen", models.PositiveBigIntegerField(default=0)),
                ("spent_fen", models.PositiveBigIntegerField(default=0)),
                ("money_source", models.CharField(blank=True, default="", max_length=200)),
                ("started_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "board",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "-id"], name="deliver_project_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "lap"), name="deliver_project_once_a_lap"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", False), ("state", "done")),
                            models.Q(
                                models.Q(("state", "done"), _negated=True), ("accepted_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="deliver_project_is_done_when_accepted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("plan_from", models.DateField()),
                ("plan_until", models.DateField()),
                ("first_until", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
                ("key", models.CharField(default=linli.ground.lib.chance.token, max_length=64)),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followers",
                        to="deliver.task",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="deliver.project",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.resident",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "plan_from", "id"], name="deliver_task_in_order"),
                    models.Index(fields=["done_at", "plan_until"], name="deliver_task_by_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "key"), name="deliver_task_added_once_per_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("plan_until__gte", models.F("plan_from"))),
                        name="deliver_task_ends_not_before_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("body__isnull", True), ("post__isnull", False), ("resident__isnull", True)
                            ),
                            models.Q(
                                ("body__isnull", True), ("post__isnull", True), ("resident__isnull", False)
                            ),
                            models.Q(
                                ("body__isnull", False), ("post__isnull", True), ("resident__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="deliver_task_is_in_one_pair_of_hands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("after__isnull", True),
                            models.Q(("after", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="deliver_task_waits_not_for_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                (
                    "moment",
                    models.CharField(
                        choices=[("before", "动工前"), ("during", "正在做"), ("after", "做完后")],
                        default="during",
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("key", models.CharField(default=linli.ground.lib.chance.token, max_length=64)),
                ("hidden_why", models.CharField(blank=True, default="", max_length=200)),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by_resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.resident",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="deliver.project",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="deliver.task",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "-at", "-id"], name="deliver_note_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "key"), name="deliver_note_written_once_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NotePhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="deliver.note"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("meeting_at", models.DateTimeField()),
                ("meeting_place", models.CharField(max_length=120)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "正在签"), ("passed", "通过"), ("refused", "没有通过")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("board_size", models.PositiveSmallIntegerField(default=0)),
                ("called_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acceptances",
                        to="deliver.project",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["meeting_at"], name="deliver_acceptance_by_meeting")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "number"), name="deliver_acceptance_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("outcome", "open")),
                            models.Q(
                                models.Q(("outcome", "open"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="deliver_acceptance_is_decided_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("lead", "主导"), ("main", "主体"), ("support", "支持")], max_length=8
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="deliver.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "body"), name="deliver_body_takes_one_part")
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("accepted", "同意验收"),
                            ("remarks", "同意，但有意见"),
                            ("refused", "不同意"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("at", models.DateTimeField()),
                (
                    "acceptance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="deliver.acceptance",
                    ),
                ),
                (
                    "overseer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
                ("tasks", models.ManyToManyField(related_name="+", to="deliver.task")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("acceptance", "overseer"), name="deliver_overseer_signs_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verdict", "accepted"), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="deliver_remarks_say_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was_until", models.DateField()),
                ("now_until", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="delays", to="deliver.task"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["task", "id"], name="deliver_delay_by_task")],
            },
        ),
    ]
