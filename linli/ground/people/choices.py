"""The kinds of areas, bodies, posts and uses that people speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    """What an area is, from the widest to the narrowest; compound and block overlap between community and building."""

    CITY = "city", _("市")
    DISTRICT = "district", _("区县")
    STREET = "street", _("街道（镇）")
    COMMUNITY = "community", _("社区")
    COMPOUND = "compound", _("小区")
    BLOCK = "block", _("楼组块区")
    BUILDING = "building", _("楼栋")
    STAIRWELL = "stairwell", _("单元（楼道）")


class HomeUse(models.TextChoices):
    """What a home is used for."""

    DWELLING = "dwelling", _("住宅")
    SHOP = "shop", _("商铺")
    OFFICE = "office", _("办公")
    PARKING = "parking", _("车位")
    OTHER = "other", _("其他")


class OwnerKind(models.TextChoices):
    """Who owns: a person, a company, or the developer that has not sold (or not handed over) yet."""

    PERSON = "person", _("个人")
    COMPANY = "company", _("单位")
    DEVELOPER = "developer", _("建设单位（未售或未交付）")


class Tie(models.TextChoices):
    """How a resident belongs to a household."""

    HEAD = "head", _("户主")
    SPOUSE = "spouse", _("配偶")
    CHILD = "child", _("子女")
    PARENT = "parent", _("父母")
    OTHER = "other", _("其他家人")
    TENANT = "tenant", _("租客")


class BodyKind(models.TextChoices):
    """The kinds of bodies that take part in a neighbourhood's affairs."""

    PARTY = "party", _("党组织")
    COMMITTEE = "committee", _("居民委员会")
    SUPERVISION = "supervision", _("居务监督委员会")
    OWNERS = "owners", _("业主委员会")
    MANAGER = "manager", _("物业服务企业")
    SOCIAL = "social", _("社会组织")
    INSTITUTION = "institution", _("驻区单位")
    TEAM = "team", _("居民自组织")
    TALENT = "talent", _("社区能人")
    VOLUNTEERS = "volunteers", _("志愿者")
    RESIDENTS = "residents", _("居民")
    COMPANY = "company", _("公司（业主）")
    DEVELOPER = "developer", _("建设单位")
    BLOCK = "block", _("楼组块区")
    BUILDING = "building", _("楼栋议事会")
    COUNCIL = "council", _("居民议事会")
    JOINT = "joint", _("联席会议")
    OVERSIGHT = "oversight", _("项目监事会")
    ALLIANCE = "alliance", _("联盟")
    GOVERNMENT = "government", _("政府部门")


class PostKind(models.TextChoices):
    """The posts of a neighbourhood; rights come from them, in their area, from and until their dates."""

    SECRETARY = "secretary", _("社区书记")
    DIRECTOR = "director", _("社区主任")
    COMMUNITY_STAFF = "community_staff", _("社区工作者")
    CLERK = "clerk", _("信息员（管户籍册）")
    GRID_WORKER = "grid_worker", _("网格员")
    BUILDING_HEAD = "building_head", _("楼栋长")
    STAIRWELL_HEAD = "stairwell_head", _("楼道长")
    BLOCK_HEAD = "block_head", _("块长")
    BLOCK_LEARNING = "block_learning", _("块区学习员")
    BLOCK_LEISURE = "block_leisure", _("块区文体员")
    BLOCK_ENVIRONMENT = "block_environment", _("块区环境员")
    BLOCK_MUTUAL_HELP = "block_mutual_help", _("块区互助员")
    BLOCK_MEDIATION = "block_mediation", _("块区调解员")
    GROUP_HEAD = "group_head", _("居民小组组长")
    REPRESENTATIVE = "representative", _("居民代表")
    CONVENER = "convener", _("议事会召集人")
    COUNCIL_MEMBER = "council_member", _("议事会成员")
    OVERSEER = "overseer", _("监事")
    PROPERTY_STAFF = "property_staff", _("物业工作人员")
    OWNERS_CHAIR = "owners_chair", _("业委会主任")
    OWNERS_MEMBER = "owners_member", _("业委会委员")
    SOCIAL_WORKER = "social_worker", _("社工")
    POLICE = "police", _("社区民警")
    STREET_OFFICIAL = "street_official", _("街道干部")
    DISTRICT_OFFICIAL = "district_official", _("区县干部")
    OPERATOR = "operator", _("系统管理员")


_BLOCK = frozenset({AreaKind.BLOCK})
_COMMUNITY = frozenset({AreaKind.COMMUNITY})
_GROUNDS = frozenset({AreaKind.COMMUNITY, AreaKind.COMPOUND, AreaKind.BLOCK, AreaKind.BUILDING})

# In which kinds of areas each post has its seat.
SEATS: dict[PostKind, frozenset[AreaKind]] = {
    PostKind.SECRETARY: _COMMUNITY,
    PostKind.DIRECTOR: _COMMUNITY,
    PostKind.COMMUNITY_STAFF: _COMMUNITY,
    PostKind.CLERK: _COMMUNITY,
    PostKind.GRID_WORKER: _GROUNDS,
    PostKind.BUILDING_HEAD: frozenset({AreaKind.BUILDING}),
    PostKind.STAIRWELL_HEAD: frozenset({AreaKind.STAIRWELL}),
    PostKind.BLOCK_HEAD: _BLOCK,
    PostKind.BLOCK_LEARNING: _BLOCK,
    PostKind.BLOCK_LEISURE: _BLOCK,
    PostKind.BLOCK_ENVIRONMENT: _BLOCK,
    PostKind.BLOCK_MUTUAL_HELP: _BLOCK,
    PostKind.BLOCK_MEDIATION: _BLOCK,
    PostKind.GROUP_HEAD: _GROUNDS,
    PostKind.REPRESENTATIVE: _GROUNDS,
    PostKind.CONVENER: _GROUNDS,
    PostKind.COUNCIL_MEMBER: _GROUNDS,
    PostKind.OVERSEER: _GROUNDS,
    PostKind.PROPERTY_STAFF: _GROUNDS,
    PostKind.OWNERS_CHAIR: frozenset({AreaKind.COMMUNITY, AreaKind.COMPOUND}),
    PostKind.OWNERS_MEMBER: frozenset({AreaKind.COMMUNITY, AreaKind.COMPOUND}),
    PostKind.SOCIAL_WORKER: frozenset({AreaKind.STREET, *_GROUNDS}),
    PostKind.POLICE: frozenset({AreaKind.STREET, *_GROUNDS}),
    PostKind.STREET_OFFICIAL: frozenset({AreaKind.STREET}),
    PostKind.DISTRICT_OFFICIAL: frozenset({AreaKind.CITY, AreaKind.DISTRICT}),
    PostKind.OPERATOR: frozenset({AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.COMMUNITY}),
}

# 一长五员: the head of a block and the five officers beside, in the order they are spoken of.
BLOCK_OFFICERS: tuple[PostKind, ...] = (
    PostKind.BLOCK_HEAD,
    PostKind.BLOCK_LEARNING,
    PostKind.BLOCK_LEISURE,
    PostKind.BLOCK_ENVIRONMENT,
    PostKind.BLOCK_MUTUAL_HELP,
    PostKind.BLOCK_MEDIATION,
)


class PartyKind(models.TextChoices):
    """The nine kinds of parties that make a neighbourhood together."""

    SOCIAL = "social", _("社会组织")
    INSTITUTIONS = "institutions", _("辖区单位")
    MANAGER = "manager", _("物业")
    OWNERS = "owners", _("业委会")
    BUILDING_HEADS = "building_heads", _("楼栋长")
    GROUNDS_HEADS = "grounds_heads", _("院落负责人")
    TALENTS = "talents", _("社区能人")
    VOLUNTEERS = "volunteers", _("志愿者")
    RESIDENTS = "residents", _("居民")


# 多方力量: by which bodies and which posts each of the nine is there.
NINE_PARTIES: dict[PartyKind, tuple[tuple[BodyKind, ...], tuple[PostKind, ...]]] = {
    PartyKind.SOCIAL: ((BodyKind.SOCIAL,), (PostKind.SOCIAL_WORKER,)),
    PartyKind.INSTITUTIONS: ((BodyKind.INSTITUTION,), ()),
    PartyKind.MANAGER: ((BodyKind.MANAGER,), (PostKind.PROPERTY_STAFF,)),
    PartyKind.OWNERS: ((BodyKind.OWNERS,), (PostKind.OWNERS_CHAIR, PostKind.OWNERS_MEMBER)),
    PartyKind.BUILDING_HEADS: ((), (PostKind.BUILDING_HEAD,)),
    PartyKind.GROUNDS_HEADS: ((), (PostKind.BLOCK_HEAD, PostKind.GROUP_HEAD)),
    PartyKind.TALENTS: ((BodyKind.TALENT,), ()),
    PartyKind.VOLUNTEERS: ((BodyKind.VOLUNTEERS,), ()),
    PartyKind.RESIDENTS: ((BodyKind.RESIDENTS, BodyKind.TEAM), (PostKind.REPRESENTATIVE,)),
}


class Reach(models.TextChoices):
    """How the household of a home can be reached, the surest way first."""

    SIGNS_IN = "signs_in", _("有人自己登录")
    PHONE = "phone", _("登记了电话")
    NOBODY = "nobody", _("联系不上")
    VACANT = "vacant", _("没有人住")


FULL_AGE = 18


class Right(models.TextChoices):
    """What a post may allow; the sentences in each room's rules speak of these."""

    READ_VOICES = "read_voices", _("看来信")
    HANDLE_VOICES = "handle_voices", _("归类、遮盖、答复来信")
    SPEAK_FOR = "speak_for", _("替居民代说")
    MODERATE = "moderate", _("隐藏和恢复公开内容")
    READ_REGISTER = "read_register", _("看户籍册")
    KEEP_REGISTER = "keep_register", _("改户籍册、导入")
    READ_SEALED = "read_sealed", _("看手机号、证件号")
    READ_LOG = "read_log", _("看查阅记录")
    APPOINT = "appoint", _("任免岗位")
    READ_FIGURES = "read_figures", _("看统计")
    MOVE_MATTERS = "move_matters", _("立事、推进一件事")
    CONVENE = "convene", _("召集议事、记纪要")
    RUN_BALLOTS = "run_ballots", _("办投票")
    WITNESS = "witness", _("监票、见证")
    WORK = "work", _("办事、写进度")
    OVERSEE = "oversee", _("监督、验收")
    POST_NOTICES = "post_notices", _("拟公示、填账单")
    APPROVE_NOTICES = "approve_notices", _("批准公示")
    APPRAISE = "appraise", _("办评议、回访")
    OPERATE = "operate", _("管理系统")
