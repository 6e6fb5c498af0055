from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("photo", "照片"), ("sound", "录音"), ("sheet", "表格")], max_length=8
                    ),
                ),
                ("media_type", models.CharField(max_length=80)),
                ("path", models.CharField(max_length=120, unique=True)),
                ("thumbnail", models.CharField(blank=True, default="", max_length=120)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("seconds", models.FloatField(null=True)),
                ("keeper", models.CharField(max_length=40)),
                ("area_id", models.BigIntegerField()),
                ("is_public", models.BooleanField(default=False)),
                ("brought_by", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["sha256"], name="files_by_digest"),
                    models.Index(fields=["keeper", "area_id", "id"], name="files_by_keeper"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="files_file_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "photo"), _negated=True),
                            models.Q(("height__isnull", False), ("width__isnull", False)),
                            _connector="OR",
                        ),
                        name="files_photo_has_its_size",
                    ),
                ],
            },
        ),
    ]
