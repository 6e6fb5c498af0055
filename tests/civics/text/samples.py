"""Short messages of an invented compound, and small labelled sets: what the tests of text share."""

from civics.text import Message

DAY = 86_400.0

SAID = (
    ("lift", "幸福里3号楼电梯又停了，老人下不来"),
    ("lift", "3号楼的电梯坏了三天，天天爬十八层"),
    ("lift", "什么时候修幸福里3号楼的电梯，关了人两次"),
    ("other lift", "7号楼电梯有异响，晃得厉害"),
    ("parking", "东门口停车太乱，消防车都进不来"),
    ("parking", "幸福里东门外面违停把路堵死了，救护车进不来"),
    ("smoke", "12号楼底商烧烤摊油烟太大，凌晨两点还在吆喝"),
    ("smoke", "幸福里底商烧烤油烟味呛人，窗户不敢开"),
    ("canteen", "老年食堂什么时候开"),
    ("lamp", "花园路的路灯不亮"),
    ("childcare", "暑假有没有托管班"),
)

REPAIRS = (
    "电梯坏了没人修",
    "楼顶漏水要维修",
    "水管裂了请修一下",
    "门禁坏了刷不开",
    "路灯坏了不亮",
    "墙皮掉了要修",
)
NOISE = (
    "半夜唱歌太吵",
    "工地噪音吵得睡不着",
    "广场舞音响太吵",
    "楼上半夜拖桌子很吵",
    "狗叫吵人",
    "喇叭声太吵",
)


def said() -> list[Message]:
    """Eleven messages by eleven people, a day apart."""
    return [
        Message(number, f"person {number}", "", text, at=number * DAY)
        for number, (_, text) in enumerate(SAID, start=1)
    ]


def labelled() -> list[tuple[str, str]]:
    """Twelve texts of two classes."""
    return [(text, "repairs") for text in REPAIRS] + [(text, "noise") for text in NOISE]
