import django.db.models.deletion
import django.db.models.expressions
import linli.ground.lib.chance
import linli.ground.lib.sealed
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("listen", "0001_initial"),
        ("matters", "0002_circle"),
        ("people", "0002_circle"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
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
                        choices=[
                            ("council", "议事会"),
                            ("joint", "联席会议"),
                            ("oversight", "监事会会议"),
                            ("committee", "居委会会议"),
                            ("owners", "业委会会议"),
                            ("representatives", "居民代表会议"),
                            ("assembly", "居民会议（每位成年居民）"),
                            ("households", "居民会议（每户一位代表）"),
                            ("hearing", "听证会"),
                            ("talk", "恳谈会"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("place", models.CharField(max_length=120)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("called", "已通知"),
                            ("open", "正在开"),
                            ("ended", "开完了"),
                            ("cancelled", "取消了"),
                        ],
                        default="called",
                        max_length=10,
                    ),
                ),
                ("called_by", models.BigIntegerField(default=0)),
                ("called_key", models.CharField(default=linli.ground.lib.chance.token, max_length=64)),
                ("called_at", models.DateTimeField()),
                ("short_reason", models.CharField(blank=True, default="", max_length=300)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("entitled", models.PositiveIntegerField(null=True)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("cancel_reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="people.organization",
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
                    models.Index(fields=["body", "-starts_at", "-id"], name="deliberate_meeting_by_body"),
                    models.Index(
                        fields=["community", "-starts_at", "-id"], name="deliberate_meeting_by_place"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="deliberate_meeting_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="deliberate_meeting_cancelled_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["called", "cancelled"]),
                            models.Q(("began_at__isnull", False), ("entitled__isnull", False)),
                            _connector="OR",
                        ),
                        name="deliberate_meeting_begun_knows_its_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state", "ended")),
                            models.Q(models.Q(("state", "ended"), _negated=True), ("ended_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="deliberate_meeting_ended_has_an_end",
                    ),
                    models.UniqueConstraint(
                        fields=("called_by", "called_key"), name="deliberate_meeting_called_once_a_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="slot",
                        serialize=False,
                        to="people.post",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party_member", "党员"),
                            ("head", "楼栋长（网格员）"),
                            ("volunteer", "志愿者"),
                            ("social_worker", "社工"),
                            ("property", "物业"),
                            ("owner", "业主"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("is_name_public", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="talk",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("question", models.CharField(blank=True, default="", max_length=200)),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "还没议"),
                            ("discussed", "议过了"),
                            ("unfinished", "没议完，下次接着议"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("minutes", models.TextField(blank=True, default="")),
                ("outcome", models.TextField(blank=True, default="")),
                (
                    "carried_from",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="deliberate.agendaitem",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="deliberate.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "indexes": [models.Index(fields=["matter", "-id"], name="deliberate_item_by_matter")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "order"), name="deliberate_item_has_its_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "discussed"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="deliberate_item_discussed_with_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="minutes",
                        serialize=False,
                        to="deliberate.meeting",
                    ),
                ),
                ("summary", models.TextField(blank=True, default="")),
                ("digest", models.CharField(blank=True, default="", max_length=64)),
                ("settled_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), ("settled_at__isnull", True)),
                            models.Q(("settled_at__isnull", False), models.Q(("digest", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="deliberate_minutes_settled_have_a_digest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(("settled_at__isnull", False), models.Q(("summary", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="deliberate_minutes_published_are_settled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="deliberate.agendaitem",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="errata",
                        to="deliberate.minutes",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MatterOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("price", models.BigIntegerField(null=True)),
                ("proposer_words", models.CharField(blank=True, default="", max_length=60)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, default="", max_length=300)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="matters.matter",
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.resident",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "name"), name="deliberate_option_named_once"),
                    models.CheckConstraint(
                        condition=models.Q(("price__isnull", True), ("price__gte", 0), _connector="OR"),
                        name="deliberate_option_costs_nothing_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="deliberate_option_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.BigIntegerField()),
                ("is_entitled", models.BooleanField()),
                (
                    "way",
                    models.CharField(
                        choices=[("qr", "扫码签到"), ("list", "召集人点名"), ("proxy", "书面委托")],
                        max_length=8,
                    ),
                ),
                ("noted_by", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "proxy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.resident",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="deliberate.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "resident"), name="deliberate_attends_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proxy__isnull", False), ("way", "proxy")),
                            models.Q(models.Q(("way", "proxy"), _negated=True), ("proxy__isnull", True)),
                            _connector="OR",
                        ),
                        name="deliberate_proxy_names_who_stands_in",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proxy__isnull", True),
                            models.Q(("proxy", models.F("resident")), _negated=True),
                            _connector="OR",
                        ),
                        name="deliberate_nobody_stands_in_for_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("paper_noted_by", models.BigIntegerField(null=True)),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="deliberate.minutes",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "resident"), name="deliberate_signs_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=120)),
                (
                    "weekday",
                    models.SmallIntegerField(
                        choices=[
                            (0, "星期一"),
                            (1, "星期二"),
                            (2, "星期三"),
                            (3, "星期四"),
                            (4, "星期五"),
                            (5, "星期六"),
                            (6, "星期日"),
                        ]
                    ),
                ),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
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
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["community", "weekday", "opens"], name="deliberate_hours_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))),
                        name="deliberate_hours_have_length",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("text", models.TextField()),
                ("noted_by", models.BigIntegerField()),
                ("key", models.CharField(default=linli.ground.lib.chance.token, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "speaker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.resident",
                    ),
                ),
                (
                    "voice",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="listen.voice",
                    ),
                ),
                (
                    "hours",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="deliberate.openhours",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["hours", "-id"], name="deliberate_note_by_hours")],
                "constraints": [
                    models.UniqueConstraint(fields=("hours", "key"), name="deliberate_note_once_a_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="OptionTrait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("words", models.CharField(max_length=200)),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traits",
                        to="deliberate.matteroption",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("option", "name"), name="deliberate_trait_once_an_option")
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("due_on", models.DateField(null=True)),
                ("votes_for", models.PositiveIntegerField()),
                ("votes_against", models.PositiveIntegerField()),
                ("votes_abstain", models.PositiveIntegerField()),
                ("present", models.PositiveIntegerField()),
                ("entitled", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("rejected", "没有通过"),
                            ("open", "正在落实"),
                            ("done", "落实了"),
                            ("dropped", "不再做"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=500)),
                ("key", models.CharField(default=linli.ground.lib.chance.token, max_length=64)),
                ("at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="people.organization",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="deliberate.agendaitem",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="deliberate.meeting",
                    ),
                ),
                (
                    "owner_body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "owner_post",
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
                    models.Index(
                        fields=["body", "state", "due_on", "id"], name="deliberate_resolution_by_body"
                    ),
                    models.Index(fields=["matter", "-id"], name="deliberate_resol_by_matter"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "key"), name="deliberate_resolution_once_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "rejected"),
                            models.Q(("owner_body__isnull", True), ("owner_post__isnull", False)),
                            models.Q(("owner_body__isnull", False), ("owner_post__isnull", True)),
                            _connector="OR",
                        ),
                        name="deliberate_resolution_in_force_has_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="deliberate_resolution_dropped_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "present__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("votes_for"), "+", models.F("votes_against")
                                    ),
                                    "+",
                                    models.F("votes_abstain"),
                                ),
                            )
                        ),
                        name="deliberate_votes_are_of_those_present",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entitled__gte", models.F("present"))),
                        name="deliberate_present_are_of_those_entitled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=140)),
                ("words", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("held", "等工作人员看过"), ("shown", "已公开"), ("hidden", "已隐藏")],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("appeal", models.CharField(blank=True, default="", max_length=300)),
                ("key", models.CharField(default=linli.ground.lib.chance.token, max_length=64)),
                ("at", models.DateTimeField()),
                ("decided_by", models.BigIntegerField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["matter", "state", "id"], name="deliberate_statement_by_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("matter", "author", "key"), name="deliberate_statement_said_once_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "hidden"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="deliberate_statement_hidden_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("feeling", models.SmallIntegerField(choices=[(1, "同意"), (0, "说不好"), (-1, "不同意")])),
                ("at", models.DateTimeField()),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="deliberate.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "resident"), name="deliberate_reaction_once_a_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("feeling__in", [-1, 0, 1])),
                        name="deliberate_reaction_is_one_of_three",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="deliberate.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "resident"), name="deliberate_statement_reported_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Charter",
            fields=[
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="charter",
                        serialize=False,
                        to="people.organization",
                    ),
                ),
                ("purpose", models.CharField(blank=True, default="", max_length=300)),
                ("notice_days", models.PositiveSmallIntegerField(default=3)),
                ("counts_workdays", models.BooleanField(default=False)),
                ("quorum_parts", models.PositiveSmallIntegerField(default=1)),
                ("quorum_of", models.PositiveSmallIntegerField(default=2)),
                ("quorum_is_more", models.BooleanField(default=True)),
                ("allows_proxies", models.BooleanField(default=False)),
                ("may_decide", models.BooleanField(default=False)),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_of__gt", 0),
                            ("quorum_parts__gt", 0),
                            ("quorum_parts__lte", models.F("quorum_of")),
                        ),
                        name="deliberate_quorum_is_a_share_of_the_body",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_is_more", False),
                            ("quorum_parts__lt", models.F("quorum_of")),
                            _connector="OR",
                        ),
                        name="deliberate_quorum_can_be_reached",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organization",
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
                "constraints": [
                    models.UniqueConstraint(fields=("body", "resident"), name="deliberate_excluded_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="resolution",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="deliberate.resolution",
            ),
        ),
    ]
