import django.db.models.deletion
import linli.ground.lib.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
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
                            ("city", "市"),
                            ("district", "区县"),
                            ("street", "街道（镇）"),
                            ("community", "社区"),
                            ("compound", "小区"),
                            ("block", "楼组块区"),
                            ("building", "楼栋"),
                            ("stairwell", "单元（楼道）"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(blank=True, default="", max_length=12)),
                ("name", models.CharField(max_length=80)),
                ("order", models.PositiveIntegerField(default=0)),
                (
                    "block",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buildings",
                        to="people.area",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.area",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("parent", "kind", "name"), name="people_area_name_once_within_parent"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent__isnull", True)),
                        fields=("kind", "name"),
                        name="people_area_name_once_at_the_top",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="people_area_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("block__isnull", True), ("kind", "building"), _connector="OR"),
                        name="people_area_only_buildings_stand_in_blocks",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Home",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("dwelling", "住宅"),
                            ("shop", "商铺"),
                            ("office", "办公"),
                            ("parking", "车位"),
                            ("other", "其他"),
                        ],
                        default="dwelling",
                        max_length=10,
                    ),
                ),
                ("exclusive_area", models.PositiveIntegerField(null=True)),
                ("floor", models.SmallIntegerField(null=True)),
                ("sort_key", models.CharField(max_length=160)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="homes", to="people.area"
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
                    models.Index(fields=["community", "sort_key"], name="people_home_in_order"),
                    models.Index(fields=["community", "number"], name="people_home_by_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "number"), name="people_home_number_once_in_its_area"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exclusive_area__isnull", True), ("exclusive_area__gt", 0), _connector="OR"
                        ),
                        name="people_home_area_is_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("origin_village", models.CharField(blank=True, default="", max_length=40)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="people.home",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("home",),
                        name="people_household_one_at_a_time_in_a_home",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="people_household_leaves_after_it_came",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tie",
                    models.CharField(
                        choices=[
                            ("head", "户主"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                            ("parent", "父母"),
                            ("other", "其他家人"),
                            ("tenant", "租客"),
                        ],
                        default="other",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("phone", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
                ("phone_index", models.CharField(blank=True, default="", max_length=32)),
                ("id_number", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
                ("id_index", models.CharField(blank=True, default="", max_length=32)),
                ("born_on", models.DateField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="members",
                        to="people.household",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["phone_index"], name="people_resident_by_phone"),
                    models.Index(fields=["id_index"], name="people_resident_by_id_number"),
                    models.Index(
                        fields=["community", "name"],
                        name="people_resident_by_name",
                        opclasses=["int8_ops", "varchar_pattern_ops"],
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("id_index", ""), _negated=True),
                        fields=("community", "id_index"),
                        name="people_resident_id_once_a_community",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("login", models.CharField(max_length=40, unique=True)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("phone", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
                ("phone_index", models.CharField(blank=True, default="", max_length=32)),
                ("is_phone_verified", models.BooleanField(default=False)),
                ("pseudonym", models.CharField(blank=True, default="", max_length=30)),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField()),
                (
                    "resident",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="account",
                        to="people.resident",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["phone_index"], name="people_account_by_phone")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("phone_index", ""), _negated=True),
                        fields=("phone_index",),
                        name="people_account_phone_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaWithin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("distance", models.PositiveSmallIntegerField()),
                (
                    "inner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"
                    ),
                ),
                (
                    "outer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["inner", "outer"], name="people_area_within_by_inner")],
                "constraints": [
                    models.UniqueConstraint(fields=("outer", "inner"), name="people_area_within_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("distance", 0), ("outer", models.F("inner"))),
                            models.Q(
                                ("distance__gt", 0), models.Q(("outer", models.F("inner")), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="people_area_within_itself_is_distance_zero",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organization",
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
                            ("party", "党组织"),
                            ("committee", "居民委员会"),
                            ("supervision", "居务监督委员会"),
                            ("owners", "业主委员会"),
                            ("manager", "物业服务企业"),
                            ("social", "社会组织"),
                            ("institution", "驻区单位"),
                            ("team", "居民自组织"),
                            ("talent", "社区能人"),
                            ("volunteers", "志愿者"),
                            ("residents", "居民"),
                            ("company", "公司（业主）"),
                            ("developer", "建设单位"),
                            ("block", "楼组块区"),
                            ("building", "楼栋议事会"),
                            ("alliance", "联盟"),
                            ("government", "政府部门"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("founded_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organizations",
                        to="people.area",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allies",
                        to="people.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "kind", "name"), name="people_body_name_once_in_its_area"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ownership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ownerships",
                        to="people.home",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("home",),
                        name="people_ownership_one_title_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("is_full", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                ("chosen", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("kept_as", models.CharField(blank=True, default="", max_length=120)),
                ("ready_at", models.DateTimeField(null=True)),
                ("forgotten_at", models.DateTimeField(null=True)),
                (
                    "by_account",
                    models.ForeignKey(
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
            options={
                "indexes": [
                    models.Index(fields=["by_account", "-asked_at"], name="people_register_export_recent")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterImport",
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
                            ("reading", "正在读表"),
                            ("preview", "等您确认"),
                            ("writing", "正在写入"),
                            ("done", "已写入"),
                            ("undoing", "正在撤销"),
                            ("undone", "已撤销"),
                            ("failed", "没能读懂"),
                            ("dropped", "没有导入"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("kept_as", models.CharField(blank=True, default="", max_length=120)),
                ("fills_merged", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("counts", models.JSONField(default=dict)),
                ("trouble", models.TextField(blank=True, default="")),
                ("rows_seen", models.PositiveIntegerField(default=0)),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("worker", models.CharField(blank=True, default="", max_length=40)),
                ("beat_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("forgotten_at", models.DateTimeField(null=True)),
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
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["community", "-at"], name="people_register_import_recent")],
            },
        ),
        migrations.CreateModel(
            name="RegisterRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sheet", models.CharField(max_length=60)),
                ("line", models.PositiveIntegerField()),
                ("cells", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
                ("faults", models.JSONField(default=list)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="people.registerimport",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["batch", "id"], name="people_register_row_order")],
            },
        ),
        migrations.CreateModel(
            name="RegisterStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("rows_until", models.PositiveIntegerField()),
                ("made", models.JSONField(default=dict)),
                ("before", linli.ground.lib.sealed.SealedField(blank=True, default="", editable=False)),
                ("undone_at", models.DateTimeField(null=True)),
                ("kept", models.JSONField(default=list)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="people.registerimport",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "number"), name="people_register_step_written_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
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
                            ("secretary", "社区书记"),
                            ("director", "社区主任"),
                            ("community_staff", "社区工作者"),
                            ("clerk", "信息员（管户籍册）"),
                            ("grid_worker", "网格员"),
                            ("building_head", "楼栋长"),
                            ("stairwell_head", "楼道长"),
                            ("block_head", "块长"),
                            ("block_learning", "块区学习员"),
                            ("block_leisure", "块区文体员"),
                            ("block_environment", "块区环境员"),
                            ("block_mutual_help", "块区互助员"),
                            ("block_mediation", "块区调解员"),
                            ("group_head", "居民小组组长"),
                            ("representative", "居民代表"),
                            ("property_staff", "物业工作人员"),
                            ("owners_chair", "业委会主任"),
                            ("owners_member", "业委会委员"),
                            ("social_worker", "社工"),
                            ("police", "社区民警"),
                            ("street_official", "街道干部"),
                            ("district_official", "区县干部"),
                            ("operator", "系统管理员"),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("is_elected", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="people.area"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="people.organization",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="people.resident",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["resident", "until"], name="people_post_by_resident")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="people_post_ends_not_before_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("organization__isnull", False),
                            ("resident__isnull", False),
                            ("until__isnull", True),
                        ),
                        fields=("kind", "area", "organization", "resident"),
                        name="people_post_not_held_twice_in_a_body",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("organization__isnull", True),
                            ("resident__isnull", False),
                            ("until__isnull", True),
                        ),
                        fields=("kind", "area", "resident"),
                        name="people_post_not_held_twice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnershipShare",
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
                            ("person", "个人"),
                            ("company", "单位"),
                            ("developer", "建设单位（未售或未交付）"),
                        ],
                        default="person",
                        max_length=10,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="people.organization",
                    ),
                ),
                (
                    "ownership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="people.ownership",
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="people.resident",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "person"),
                                ("organization__isnull", True),
                                ("resident__isnull", False),
                            ),
                            models.Q(
                                ("kind__in", ["company", "developer"]),
                                ("organization__isnull", False),
                                ("resident__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="people_share_is_a_persons_or_a_bodys",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("resident__isnull", False)),
                        fields=("ownership", "resident"),
                        name="people_share_once_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organization__isnull", False)),
                        fields=("ownership", "organization"),
                        name="people_share_once_a_body",
                    ),
                ],
            },
        ),
    ]
