"""Words that several pages of people share, and the sentence of each verb it writes into the journal."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "area.founded": _("登记了区域"),
    "area.renamed": _("改了区域的名字"),
    "area.placed": _("把楼栋划进了块区"),
    "home.added": _("登记了房屋"),
    "home.changed": _("更正了房屋资料"),
    "household.came": _("登记了住户"),
    "household.left": _("登记了住户搬走"),
    "title.registered": _("登记了产权人"),
    "resident.added": _("登记了居民"),
    "resident.changed": _("更正了居民资料"),
    "resident.moved": _("登记了居民搬家"),
    "resident.erased": _("删除了居民资料"),
    "body.founded": _("登记了组织"),
    "body.joined": _("登记了组织的牵头单位"),
    "body.ended": _("登记了组织结束"),
    "post.filled": _("任命了岗位"),
    "post.opened": _("设了空缺的岗位"),
    "post.vacated": _("登记了离任，岗位空缺"),
    "post.ended": _("结束了岗位"),
    "register.brought": _("上传了户籍册表格"),
    "register.written": _("把表格写入了户籍册"),
    "register.undone": _("撤销了户籍册导入"),
    "register.dropped": _("放弃了户籍册导入"),
    "register.export_asked": _("要求导出户籍册"),
    "register.exported": _("取走了导出的户籍册"),
    "divisions.imported": _("导入了区划代码"),
    "newcomer.declared": _("自己登记了住处，等社区核对"),
    "newcomer.confirmed": _("核对了自己登记的居民"),
    "account.opened": _("开通了登录"),
    "account.phone_proven": _("验证了手机号"),
    "account.known_as_resident": _("和户籍册里的人对上了"),
    "account.pseudonym_chosen": _("改了公开显示的名字"),
}

# How often, of ten draws, something is so: from one to nine.
IN_TEN = (
    _("十次里有一次"),
    _("十次里有两次"),
    _("十次里有三次"),
    _("十次里有四次"),
    _("十次里有五次"),
    _("十次里有六次"),
    _("十次里有七次"),
    _("十次里有八次"),
    _("十次里有九次"),
)
NEVER = _("没有，都是同一个村的")
HARDLY = _("十次里不到一次")
NEARLY_ALWAYS = _("十次里有九次多")
ALWAYS = _("十次里有十次")
NOT_COUNTED = _("知道来处的不到两户，算不出")
