import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0002_circle"),
        ("people", "0003_newcomers"),
    ]

    operations = [
        migrations.CreateModel(
            name="TitleTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(max_length=32)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="matters.matter"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("community", "term", "matter"), name="matters_term_once_a_title"
                    )
                ],
            },
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matters_by_owner",
        ),
        migrations.AddField(
            model_name="matter",
            name="alarms_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="key",
            field=models.CharField(max_length=100, null=True, unique=True),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["community", "stage", "-opened_at", "-id"], name="matters_by_stage_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["community", "stage", "moved_at", "id"], name="matters_by_stage_longest"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["community", "category", "stage", "due_at", "id"], name="matters_by_category"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["owner", "stage", "due_at", "id"], name="matters_by_owner"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["alarms_at"], name="matters_by_alarm"),
        ),
    ]
