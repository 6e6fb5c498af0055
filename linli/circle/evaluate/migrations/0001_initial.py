import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0003_board"),
        ("people", "0003_newcomers"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "electorate",
                    models.CharField(
                        choices=[("residents", "全体居民"), ("representatives", "居民代表")], max_length=16
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "正在评议"),
                            ("counted", "已清点，等见证人签字"),
                            ("posted", "已公布"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("counted_at", models.DateTimeField(null=True)),
                ("posted_at", models.DateTimeField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "closes_at"], name="evaluate_appraisal_by_end"),
                    models.Index(fields=["community", "-year", "-id"], name="evaluate_appraisal_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "year"), name="evaluate_appraisal_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("posted_at__isnull", False), ("state", "posted")),
                            models.Q(
                                models.Q(("state", "posted"), _negated=True), ("posted_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="evaluate_appraisal_is_posted_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppraisalSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=30)),
                ("fit", models.PositiveIntegerField(default=0)),
                ("basically", models.PositiveIntegerField(default=0)),
                ("unfit", models.PositiveIntegerField(default=0)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "还没有结果"),
                            ("too_few", "评的人太少，不下结论"),
                            ("fit", "称职"),
                            ("basically", "基本称职"),
                            ("unfit", "不称职"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("in_a_row", models.PositiveSmallIntegerField(default=0)),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subjects",
                        to="evaluate.appraisal",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["body", "appraisal"], name="evaluate_subject_by_body"),
                    models.Index(fields=["post", "appraisal"], name="evaluate_subject_by_post"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("appraisal", "key"), name="evaluate_appraised_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("post__isnull", True)),
                            models.Q(("body__isnull", True), ("post__isnull", False)),
                            _connector="OR",
                        ),
                        name="evaluate_subject_is_a_body_or_a_post",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppraisalMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        choices=[("fit", "称职"), ("basically", "基本称职"), ("unfit", "不称职")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="evaluate.appraisalsubject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "resident"), name="evaluate_one_mark_a_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="Observer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=300)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observers",
                        to="evaluate.appraisal",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("appraisal", "resident"), name="evaluate_observer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lap", models.PositiveSmallIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "ending",
                    models.CharField(
                        choices=[
                            ("open", "正在评"),
                            ("rated", "评过了"),
                            ("reopened", "评得低，重新打开"),
                            ("below", "评得低，已经重新打开过一次"),
                            ("absent", "没有人评"),
                            ("moved_on", "这件事另有去向，不评了"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("unreached", models.PositiveIntegerField(default=0)),
                ("ratings_count", models.PositiveIntegerField(default=0)),
                ("result_sum", models.PositiveIntegerField(default=0)),
                ("reply_sum", models.PositiveIntegerField(default=0)),
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
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="matters.matter",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
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
                    models.Index(fields=["ending", "closes_at"], name="evaluate_round_by_end"),
                    models.Index(fields=["community", "-opened_at", "-id"], name="evaluate_round_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "lap"), name="evaluate_round_once_a_lap"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("ending", "open")),
                            models.Q(
                                models.Q(("ending", "open"), _negated=True), ("closed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="evaluate_round_ends_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ending", "absent"), _negated=True),
                            ("ratings_count", 0),
                            _connector="OR",
                        ),
                        name="evaluate_absence_means_no_rating",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("result", models.PositiveSmallIntegerField()),
                ("reply", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("was_contacted", models.BooleanField(null=True)),
                ("is_solved", models.BooleanField(null=True)),
                ("need_score", models.PositiveSmallIntegerField(null=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("self", "本人"),
                            ("receipt", "凭回执"),
                            ("phone", "电话回访"),
                            ("visit", "上门回访"),
                            ("helper", "别人代评"),
                        ],
                        default="self",
                        max_length=8,
                    ),
                ),
                ("consent_note", models.CharField(blank=True, default="", max_length=200)),
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
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="evaluate.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "resident"), name="evaluate_one_rating_a_person_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply__gte", 1), ("reply__lte", 5), ("result__gte", 1), ("result__lte", 5)
                        ),
                        name="evaluate_stars_are_one_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("need_score__isnull", True), ("need_score__lte", 10), _connector="OR"
                        ),
                        name="evaluate_need_is_met_to_ten",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "helper"), _negated=True),
                            models.Q(("consent_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evaluate_passed_on_with_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to_call", models.BooleanField(default=False)),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "还没联系"),
                            ("contacted", "联系上了"),
                            ("not_reached", "没联系上"),
                            ("door_closed", "上门没人"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("called_at", models.DateTimeField(null=True)),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="askings",
                        to="evaluate.round",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["resident", "round"], name="evaluate_asking_by_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "resident"), name="evaluate_asked_once_a_round")
                ],
            },
        ),
    ]
