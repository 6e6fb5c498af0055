import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0003_board"),
        ("notices", "0001_initial"),
        ("people", "0003_newcomers"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="notices.notice",
                    ),
                ),
                ("rumour", models.CharField(max_length=300)),
                ("heard_where", models.CharField(max_length=120)),
                ("facts", models.TextField()),
                ("sources", models.ManyToManyField(related_name="+", to="notices.notice")),
            ],
        ),
        migrations.CreateModel(
            name="MoneySheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("words", models.TextField(blank=True, default="")),
                ("kept_at", models.DateTimeField()),
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
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "month"], name="disclose_sheets_by_month"),
                    models.Index(fields=["notice"], name="disclose_sheet_by_notice"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "month"), name="disclose_sheet_once_a_month")
                ],
            },
        ),
        migrations.CreateModel(
            name="MoneyLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("property", "物业费"),
                            ("lamps", "路灯"),
                            ("rubbish", "垃圾"),
                            ("water", "水"),
                            ("parking", "停车"),
                            ("charging", "充电"),
                        ],
                        max_length=12,
                    ),
                ),
                ("income", models.BigIntegerField(default=0)),
                ("expense", models.BigIntegerField(default=0)),
                ("units", models.BigIntegerField(null=True)),
                ("note", models.CharField(blank=True, default="", max_length=120)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="disclose.moneysheet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "item"), name="disclose_line_once_an_item"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expense__gte", 0),
                            ("income__gte", 0),
                            models.Q(("units__isnull", True), ("units__gte", 0), _connector="OR"),
                        ),
                        name="disclose_money_is_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=120)),
                ("sha256", models.CharField(max_length=64)),
                ("lines", models.JSONField(default=list)),
                ("faults", models.JSONField(default=list)),
                ("brought_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField(null=True)),
                (
                    "brought_by",
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
            ],
        ),
        migrations.CreateModel(
            name="CatalogueItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                (
                    "head",
                    models.CharField(
                        choices=[
                            ("party", "党务"),
                            ("affairs", "居务"),
                            ("finance", "财务"),
                            ("service", "服务"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "cycle",
                    models.CharField(
                        choices=[
                            ("monthly", "每月"),
                            ("quarterly", "每季度"),
                            ("half_yearly", "每半年"),
                            ("yearly", "每年"),
                            ("at_once", "事情一发生"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due", models.CharField(max_length=40)),
                ("min_days", models.PositiveSmallIntegerField(default=15)),
                ("approver", models.CharField(blank=True, default="", max_length=20)),
                (
                    "scope",
                    models.CharField(
                        choices=[("community", "全社区一份"), ("compound", "每个小区一份")],
                        default="community",
                        max_length=12,
                    ),
                ),
                ("articles", models.CharField(blank=True, default="", max_length=200)),
                ("is_off", models.BooleanField(default=False)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "key"), name="disclose_item_once_a_community"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("min_days__gte", 15)),
                        name="disclose_item_stands_fifteen_days_at_least",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisclosureDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                (
                    "head",
                    models.CharField(
                        choices=[
                            ("party", "党务"),
                            ("affairs", "居务"),
                            ("finance", "财务"),
                            ("service", "服务"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("what", models.CharField(blank=True, default="", max_length=120)),
                (
                    "cycle",
                    models.CharField(
                        choices=[
                            ("monthly", "每月"),
                            ("quarterly", "每季度"),
                            ("half_yearly", "每半年"),
                            ("yearly", "每年"),
                            ("at_once", "事情一发生"),
                        ],
                        max_length=12,
                    ),
                ),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("due_on", models.DateField()),
                ("min_days", models.PositiveSmallIntegerField()),
                ("approver", models.CharField(blank=True, default="", max_length=20)),
                ("articles", models.CharField(blank=True, default="", max_length=200)),
                ("fulfilled_at", models.DateTimeField(null=True)),
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
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["community", "fulfilled_at", "due_on"], name="disclose_duties_by_due"
                    ),
                    models.Index(fields=["community", "due_on", "id"], name="disclose_duties_in_order"),
                    models.Index(fields=["notice"], name="disclose_duty_by_notice"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "key", "first", "what"), name="disclose_duty_once_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fulfilled_at__isnull", True), ("notice__isnull", False), _connector="OR"
                        ),
                        name="disclose_duty_is_fulfilled_by_a_notice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lte", models.F("last"))),
                        name="disclose_period_begins_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterResult",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="notices.notice",
                    ),
                ),
                ("decided", models.TextField()),
                ("done", models.TextField(blank=True, default="")),
                ("cost", models.BigIntegerField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cost__isnull", True), ("cost__gte", 0), _connector="OR"),
                        name="disclose_cost_is_not_negative",
                    )
                ],
            },
        ),
    ]
