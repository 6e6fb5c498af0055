import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0001_initial"),
        ("people", "0002_circle"),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("said", "您说过这件事"),
                            ("supports", "您说过“我也是”"),
                            ("part", "您参与办这件事"),
                            ("roll", "您在这次投票的名册上"),
                            ("follows", "您关注了这件事"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reasons", models.PositiveSmallIntegerField()),
                ("since", models.DateTimeField()),
                ("muted_at", models.DateTimeField(null=True)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="concerns",
                        to="matters.matter",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["resident", "-since"], name="matters_concern_by_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "resident"), name="matters_concerns_a_person_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reasons__gt", 0)), name="matters_concern_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Limit",
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
                        max_length=12,
                    ),
                ),
                ("most", models.PositiveIntegerField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "stage"), name="matters_limit_once_a_stage")
                ],
            },
        ),
        migrations.CreateModel(
            name="StageCount",
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
                        max_length=12,
                    ),
                ),
                ("matters", models.IntegerField(default=0)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("community", "stage"), name="matters_count_once_a_stage")
                ],
            },
        ),
        migrations.AddField(
            model_name="matter",
            name="governance_score",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="origin",
            field=models.CharField(
                choices=[("topic", "大家说的话题"), ("voice", "一位居民说的事"), ("body", "一个组织提出")],
                default="topic",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="resident_score",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="matter",
            name="convener",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters",
                to="people.organization",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["community", "-opened_at", "-id"], name="matters_newest"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["scope", "-moved_at"], name="matters_by_scope"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["joined_to"], name="matters_by_joined"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resident_score__isnull", True), ("resident_score__lte", 10), _connector="OR"),
                    models.Q(
                        ("governance_score__isnull", True), ("governance_score__lte", 10), _connector="OR"
                    ),
                ),
                name="matters_needs_are_scored_to_ten",
            ),
        ),
    ]
