import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0001_initial"),
        ("people", "0002_circle"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Parcel",
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
                            ("waiting", "等着发"),
                            ("sending", "正在发"),
                            ("sent", "发出去了"),
                            ("unsure", "不知道发出去没有"),
                            ("failed", "没发出去"),
                            ("by_hand", "要当面告诉"),
                            ("handed", "当面告诉了"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, default="", max_length=200)),
                ("changed_at", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "due_at", "id"], name="inbox_parcel_due"),
                    models.Index(fields=["community", "state", "id"], name="inbox_parcel_of_staff"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("trouble", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inbox_failed_parcel_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("sms", "发短信告诉我"), ("inbox", "只放在消息里，我自己看")],
                        default="sms",
                        max_length=8,
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        choices=[("at_once", "有消息就告诉我"), ("daily", "每天一次，早上告诉我")],
                        default="at_once",
                        max_length=8,
                    ),
                ),
                ("quiet_from", models.TimeField(default=datetime.time(21, 0))),
                ("quiet_until", models.TimeField(default=datetime.time(8, 0))),
                (
                    "resident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="inbox_by_person",
        ),
        migrations.AddField(
            model_name="message",
            name="carry_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="parcel",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="messages",
                to="inbox.parcel",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["resident", "-id"], name="inbox_by_person"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["resident", "read_at"], name="inbox_unread"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["carry_at", "resident"], name="inbox_to_carry"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["read_at"], name="inbox_by_reading"),
        ),
    ]
