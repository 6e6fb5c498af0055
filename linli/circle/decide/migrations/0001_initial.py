import django.db.models.deletion
import linli.circle.decide.models.paper
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
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=200)),
                ("explanation", models.TextField(blank=True, default="")),
                (
                    "kind",
                    models.CharField(
                        choices=[("yesno", "同意还是反对"), ("choose", "几个方案里选一个")],
                        default="yesno",
                        max_length=8,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("person", "一人一票（满十八周岁）"),
                            ("household", "一户一票（每户一位投票人）"),
                        ],
                        default="household",
                        max_length=10,
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        choices=[("open", "记名（计票人看得到）"), ("secret", "无记名（票和人对不上）")],
                        default="secret",
                        max_length=8,
                    ),
                ),
                ("may_abstain", models.BooleanField(default=True)),
                ("may_change", models.BooleanField(default=True)),
                ("rules", models.CharField(max_length=60)),
                ("rules_matter", models.CharField(default="other", max_length=40)),
                ("station", models.CharField(blank=True, default="", max_length=200)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "在起草"),
                            ("posted", "名册公示中"),
                            ("open", "投票中"),
                            ("closed", "已截止，等计票"),
                            ("settled", "有结果了"),
                            ("suspended", "暂停"),
                            ("void", "作废"),
                            ("annulled", "结果已撤销"),
                            ("rerun", "另行重投"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("words_hash", models.CharField(blank=True, default="", max_length=64)),
                ("roll_hash", models.CharField(blank=True, default="", max_length=64)),
                ("posted_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("override", models.CharField(blank=True, default="", max_length=400)),
                ("made_by", models.BigIntegerField(default=0)),
                ("made_key", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="people.organization",
                    ),
                ),
                (
                    "box_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.resident",
                    ),
                ),
                (
                    "box_witness",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="matters.matter",
                    ),
                ),
                (
                    "rerun_of",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rerun",
                        to="decide.ballot",
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
                    models.Index(fields=["community", "state", "-id"], name="decide_ballot_by_state"),
                    models.Index(fields=["matter", "id"], name="decide_ballot_by_matter"),
                    models.Index(fields=["state", "closes_at"], name="decide_ballot_by_close"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="decide_ballot_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "void", "rerun"]),
                            models.Q(
                                models.Q(("roll_hash", ""), _negated=True),
                                models.Q(("words_hash", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decide_posted_ballot_has_frozen_roll",
                    ),
                    models.UniqueConstraint(
                        fields=("made_by", "made_key"), name="decide_ballot_made_once_a_form"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "turn",
                    models.CharField(
                        choices=[
                            ("post", "公示名册"),
                            ("open", "开始投票"),
                            ("close", "截止"),
                            ("settle", "计票定结果"),
                            ("suspend", "暂停投票"),
                            ("resume", "恢复投票"),
                            ("cancel", "作废"),
                            ("annul", "撤销结果"),
                            ("rerun", "重投一次"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("draft", "在起草"),
                            ("posted", "名册公示中"),
                            ("open", "投票中"),
                            ("closed", "已截止，等计票"),
                            ("settled", "有结果了"),
                            ("suspended", "暂停"),
                            ("void", "作废"),
                            ("annulled", "结果已撤销"),
                            ("rerun", "另行重投"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "在起草"),
                            ("posted", "名册公示中"),
                            ("open", "投票中"),
                            ("closed", "已截止，等计票"),
                            ("settled", "有结果了"),
                            ("suspended", "暂停"),
                            ("void", "作废"),
                            ("annulled", "结果已撤销"),
                            ("rerun", "另行重投"),
                        ],
                        max_length=10,
                    ),
                ),
                ("grounds", models.CharField(blank=True, default="", max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="decide.ballot"
                    ),
                ),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ballot", "id"], name="decide_turn_by_ballot")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("turn__in", ["suspend", "resume", "cancel", "annul", "rerun"]), _negated=True
                            ),
                            models.Q(("grounds", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decide_turn_off_the_way_has_grounds",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CountedPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=linli.circle.decide.models.paper.random_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("choice", models.CharField(max_length=8)),
                ("seal", models.CharField(max_length=64)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counted",
                        to="decide.ballot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ballot", "seal"), name="decide_counted_paper_one_receipt"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RollLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voter", models.CharField(max_length=24)),
                ("mark", models.CharField(max_length=32)),
                ("order", models.PositiveIntegerField()),
                ("masked", models.CharField(max_length=20)),
                ("place", models.CharField(max_length=80)),
                ("is_struck", models.BooleanField(default=False)),
                ("submitted", models.BooleanField(default=False)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="decide.ballot"
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
                "indexes": [models.Index(fields=["resident", "ballot"], name="decide_roll_by_resident")],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "voter"), name="decide_roll_one_line_a_voter"),
                    models.UniqueConstraint(fields=("ballot", "mark"), name="decide_roll_one_mark_a_line"),
                    models.UniqueConstraint(fields=("ballot", "order"), name="decide_roll_one_place_a_line"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("submitted", False), ("resident__isnull", False), _connector="OR"
                        ),
                        name="decide_roll_unnamed_voter_cast_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等答复"), ("accepted", "采纳"), ("refused", "没有采纳")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=400)),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="decide.ballot",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="decide.rollline",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["ballot", "state", "id"], name="decide_objection_by_ballot")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decide_answered_objection_has_words",
                    ),
                    models.UniqueConstraint(
                        fields=("ballot", "resident", "key"), name="decide_objection_once_a_form"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=8)),
                ("words", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="decide.ballot",
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
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "key"), name="decide_option_key_once_a_ballot"),
                    models.UniqueConstraint(
                        fields=("ballot", "words"), name="decide_option_words_once_a_ballot"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
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
                            ("passed", "通过"),
                            ("rejected", "未通过"),
                            ("no_quorum", "人数不够"),
                            ("undecided", "没有选出"),
                        ],
                        max_length=10,
                    ),
                ),
                ("chosen", models.CharField(blank=True, default="", max_length=8)),
                ("bundle", models.JSONField()),
                ("papers_root", models.CharField(max_length=64)),
                ("is_shown", models.BooleanField()),
                ("is_bundle_public", models.BooleanField()),
                ("counted_at", models.DateTimeField()),
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcome",
                        to="decide.ballot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=linli.circle.decide.models.paper.random_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("choice", models.CharField(max_length=8)),
                ("seal", models.CharField(max_length=64)),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="decide.ballot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "seal"), name="decide_paper_one_receipt")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("choice", models.CharField(max_length=8)),
                ("papers", models.PositiveIntegerField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="piles", to="decide.ballot"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "choice"), name="decide_pile_once_a_choice")
                ],
            },
        ),
        migrations.CreateModel(
            name="RollChange",
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
                        choices=[("added", "补上"), ("struck", "划去"), ("named", "定了投票人")], max_length=8
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("objection", "有人提出异议"),
                            ("death", "去世"),
                            ("moved", "搬走"),
                            ("correction", "登记更正"),
                            ("household", "这一户推定"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="decide.ballot",
                    ),
                ),
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
                    "objection",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="decide.objection",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="decide.rollline",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ballot", "id"], name="decide_change_by_ballot")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="decide_roll_change_says_why"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("choice", models.CharField(max_length=8)),
                ("seal", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="decide.ballot"
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vote", to="decide.rollline"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "seal"), name="decide_vote_one_receipt")
                ],
            },
        ),
        migrations.CreateModel(
            name="ShownTurnout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moment", models.PositiveIntegerField()),
                ("heads", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turnouts",
                        to="decide.ballot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ballot", "moment"), name="decide_turnout_shown_once_a_moment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StationEntry",
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
                        choices=[
                            ("paper", "本人来投纸质票"),
                            ("assisted", "请人协助填票"),
                            ("proxy", "书面委托别人投"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等第二个人见证"),
                            ("witnessed", "已见证"),
                            ("dropped", "没有算"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("choice", models.CharField(blank=True, default="", max_length=8)),
                ("reason", models.CharField(max_length=300)),
                (
                    "evidence",
                    models.CharField(
                        choices=[
                            ("envelope", "封好的信封"),
                            ("signature", "签名的那一行"),
                            ("paper", "填好的票面"),
                            ("mandate", "委托书"),
                        ],
                        max_length=10,
                    ),
                ),
                ("dropped_for", models.CharField(blank=True, default="", max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="decide.ballot",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="decide.rollline",
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
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
                    "witness",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.resident",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.resident"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ballot", "state", "id"], name="decide_station_by_ballot")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("witness__isnull", True),
                            models.Q(("witness", models.F("written_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="decide_station_has_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "witnessed"), _negated=True),
                            ("witness__isnull", False),
                            _connector="OR",
                        ),
                        name="decide_witnessed_entry_has_a_witness",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("dropped_for", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decide_dropped_entry_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proxy__isnull", False), ("way", "proxy")),
                            models.Q(models.Q(("way", "proxy"), _negated=True), ("proxy__isnull", True)),
                            _connector="OR",
                        ),
                        name="decide_proxy_vote_names_the_proxy",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "witnessed"])),
                        fields=("line",),
                        name="decide_station_one_live_entry_a_voter",
                    ),
                ],
            },
        ),
    ]
