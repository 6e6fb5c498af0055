"""Where a text speaks of: names of compounds, roads, villages, schools and shops in it, found by how they end."""

import re

__all__ = ["find_places"]

ENDINGS = (
    "小区 花园 家园 庄园 新城 之城 星城 名城 广场 大道 学院 大学 中学 小学 学校 医院 幼儿园 公园 市场 公寓 大厦 "
    "社区 街道 开发区 工业园 产业园 高速 车站 火车站 地铁站 大桥 立交桥 美食城 花都 华庭 名都 山庄 别墅 酒店 商城 超市 食堂 "
    "苑 城 镇 乡 村 路 街 府 园 湾 庭 巷 湖 山 栋 号楼 单元"
).split()
GENERIC = (
    "政府 省政府 市政府 区政府 县政府 省委 市委 马路 道路 线路 铁路 公路 走路 一条路 这条路 套路 网络 思路 出路 "
    "物业 全城 县城 城镇 乡镇 农村 新农村 本村 全村 我村 网站 垃圾站 一站 山 湖 老城 城乡 商业街 步行街 楼栋"
).split()
BOUNDARIES = (
    "关于 投诉 反映 咨询 反应 举报 请求 希望 建议 位于 坐落 座落 居住 购买 入住 经过 靠近 临近 紧邻 要求 强烈 开发商 "
    "业主 居民 附近 旁边 边上 对面 门口 前面 后面 里面 之间 周边 周围 急需 恳请 呼吁 加快 解决 质疑 请问 询问 修建 建设 "
    "关注 违规 违法 非法 严重 影响 导致 造成 进行 开始 根据 通过 以及 但是 因为 所以 如果 而且 没有 什么 怎么 如何 为何 "
    "何时 为什么 可以 已经 现在 目前 一直 多次 长期 我们 他们 领导 书记 市长 局长 市民 农民 村民 老百姓 先生 女士 希望 能否 "
    "是否 尽快 早日 停车 交通 环境 卫生 安全 噪音 噪声 扰民 污染 油烟 垃圾 全体 临街 门面 商铺 底层 一楼 楼下 整个 本"
).split()
STOPS = "的了在是我你您他她它和与及或把被将对向从到给为于由有没不也都就还又再要会能可请望求让使比等很太更最已曾正这那哪此该每各某旁边问买卖住过"
REGION = r"(?:西地)?[a-z]?\d*[省市县区州](?![\u4e00-\u9fff]{0}府)"
LONGEST_NAME = 10

_split = re.compile(
    rf"[^\u4e00-\u9fff·a-z\d]+|(?<![a-z\d])[a-z]\d*[市区县州]|西地省|{'|'.join(sorted(BOUNDARIES, key=len, reverse=True))}|[{STOPS}]"
)
_name = re.compile(rf"[\u4e00-\u9fff·a-z\d]*?(?:{'|'.join(sorted(ENDINGS, key=len, reverse=True))})+")
_plain = re.compile(rf"(?:{'|'.join(sorted([*ENDINGS, *GENERIC], key=len, reverse=True))})+")
_lead = re.compile(r"^(?:[建修开去来回进出拆挖铺设因当将以按如使上下]|新建|现)(?=[\u4e00-\u9fff]{3})")


def find_places(text: str) -> list[str]:
    """List the names of places in a folded text, in order, each as often as it is written. O(length)."""
    names = []
    for stretch in _split.split(text):
        for match in _name.finditer(stretch):
            name = _lead.sub("", match[0])[-LONGEST_NAME:]
            if len(name) > 1 and not _plain.fullmatch(name):
                names.append(name)
    return names
