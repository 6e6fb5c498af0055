import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("category", models.CharField(blank=True, default="", max_length=40)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("heard", "听到了"),
                            ("deliberated", "议过了"),
                            ("decided", "定下了"),
                            ("delivered", "办好了"),
                            ("disclosed", "公开了"),
                            ("evaluated", "评过了"),
                            ("answered", "当即答复"),
                            ("joined", "并入另一件事"),
                            ("declined", "不予办理"),
                            ("passed_on", "转交其他单位"),
                        ],
                        default="heard",
                        max_length=12,
                    ),
                ),
                ("lap", models.PositiveSmallIntegerField(default=1)),
                ("resident_need", models.TextField(blank=True, default="")),
                ("governance_need", models.TextField(blank=True, default="")),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True, default="")),
                ("other_body", models.CharField(blank=True, default="", max_length=120)),
                ("other_number", models.CharField(blank=True, default="", max_length=60)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "convener",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "joined_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="matters.matter",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matters", to="people.post"
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "stage", "due_at", "id"], name="matters_by_stage"),
                    models.Index(fields=["owner", "stage"], name="matters_by_owner"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joined_to__isnull", False), ("stage", "joined")),
                            models.Q(
                                models.Q(("stage", "joined"), _negated=True), ("joined_to__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="matters_joined_matter_names_the_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("joined_to__isnull", True),
                            models.Q(("joined_to", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="matters_matter_is_not_joined_to_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "passed_on"), _negated=True),
                            models.Q(
                                models.Q(("other_body", ""), _negated=True),
                                models.Q(("other_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="matters_passed_on_with_body_and_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="matters_declined_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lap__in", [1, 2])), name="matters_matter_reopens_once"
                    ),
                ],
            },
        ),
    ]
