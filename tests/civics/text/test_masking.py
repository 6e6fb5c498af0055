"""Proposals for masking: a table of what must be found, and of what must be left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civics.text import covered, propose_masks

FOUND = [
    ("phone", "电话13812345678", "13812345678"),
    ("phone", "联系 138-1234-5678 谢谢", "138-1234-5678"),
    ("phone", "手机１３８ １２３４ ５６７８。", "１３８ １２３４ ５６７８"),
    ("phone", "打1 3 8 1 2 3 4 5 6 7 8", "1 3 8 1 2 3 4 5 6 7 8"),
    ("phone", "+86 13812345678", "+86 13812345678"),
    ("phone", "8613812345678", "8613812345678"),
    ("phone", "一三八一二三四五六七八", "一三八一二三四五六七八"),
    ("phone", "微信同号：19912345678", "19912345678"),
    ("landline", "0592-2211334", "0592-2211334"),
    ("landline", "(010)88665566", "(010)88665566"),
    ("landline", "座机号码是：2211334", "2211334"),
    ("id_number", "身份证11010519491231002X。", "11010519491231002X"),
    ("id_number", "11010519491231002x", "11010519491231002x"),
    ("id_number", "１１０１０５ １９４９１２３１ ００２Ｘ", "１１０１０５ １９４９１２３１ ００２Ｘ"),
    ("id_number", "身份证号：110105194912310021", "110105194912310021"),
    ("id_number", "身份证号110105491231002", "110105491231002"),
    ("bank_card", "4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("bank_card", "卡号：6222021234567890123", "6222021234567890123"),
    ("bank_card", "账户 123456789012", "123456789012"),
    ("plate", "闽D12345一直占道", "闽D12345"),
    ("plate", "沪A·9K387", "沪A·9K387"),
    ("plate", "闽d 1234学", "闽d 1234学"),
    ("plate", "粤BD12345", "粤BD12345"),
    ("plate", "粤B12345F", "粤B12345F"),
    ("plate", "车牌尾号 8K66 的白车", "8K66"),
    ("email", "写信到 zhang.san+x@mail.example.cn。", "zhang.san+x@mail.example.cn"),
    ("wechat", "微信号：abc_12345", "abc_12345"),
    ("wechat", "加V wxid-7788", "wxid-7788"),
    ("qq", "QQ群 12345678", "12345678"),
    ("home", "住3栋2单元501室", "3栋2单元501室"),
    ("home", "4栋301漏水", "4栋301"),
    ("home", "十二号楼1203有人群租", "十二号楼1203"),
    ("name", "我叫曹正科，退休工人", "曹正科"),
    ("name", "我叫李明住在一楼", "李明"),
    ("name", "姓名：王小二", "王小二"),
    ("name", "联系人 欧阳娜 13800138000", "欧阳娜"),
    ("name", "业主张三家漏水", "张三"),
    ("name", "邻居李四把垃圾放门口", "李四"),
    ("name", "我是王小明，住在这里", "王小明"),
    ("name", "楼上王阿姨人很好", "王阿姨"),
    ("name", "找小刘师傅修", "小刘师傅"),
    ("name", "楼下姓陈的天天打麻将", "陈"),
    ("name", "请联系张老师", "张老师"),
    ("neighbour", "是赵敏敏家的狗", "赵敏敏"),
    ("neighbour", "是赵 敏敏家的狗", "赵 敏敏"),
]

LEFT_ALONE = [
    "2019-05-10 12:30 交了 12345 元物业费",
    "房屋面积 120.55 平米，总价 1234567 元",
    "请拨打12345热线或者110",
    "订单号 20190510138123456789012",
    "第138号文件第12345678条",
    "业主张贴公告，业主方便的时候来看",
    "业主们都高度关注，邻居任何时候都能来",
    "我是万科业主，我是高中生，我是本地人",
    "尊敬的胡书记您好，请市长关注",
    "文明施工叫停，叫了物业",
    "电话*****************",
    "501路公交2号楼1单元1栋15楼",
    "住户和居民都安静，老人安心",
    "微信缴费，QQ群里说的",
    "A5区K9县3D打印B12",
    "退休老师，物业经理，医生说",
    "全京A级景区",
    "班主任老师和任课老师，保安叔叔",
    "共有7139户，业主房款至今没退",
]


@pytest.mark.parametrize(("kind", "text", "stretch"), FOUND)
def test_what_shows_who_somebody_is_is_proposed(kind: str, text: str, stretch: str) -> None:
    masks = propose_masks(text, names=["赵敏敏", "李", ""])

    assert [(mask.kind, text[mask.start : mask.end]) for mask in masks if mask.kind == kind] == [
        (kind, stretch)
    ]
    assert all(mask.reason for mask in masks)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_shows_nobody_is_left_alone(text: str) -> None:
    assert propose_masks(text, names=["赵敏敏"]) == ()


def test_two_numbers_side_by_side_are_two_proposals() -> None:
    text = "13812345678 13912345678"

    assert [text[mask.start : mask.end] for mask in propose_masks(text)] == text.split()


def test_covering_changes_nothing_but_the_stretches() -> None:
    text = "我叫曹正科，电话 138 1234 5678，住3栋501。"

    assert covered(text, propose_masks(text)) == "我叫***，电话 *************，住*****。"
    assert covered(text, []) == text


@given(st.text(alphabet="0123456789 -()+xX王李张我叫是业主小区栋室，。：闽D微信QQ@.a＃１", max_size=60))
def test_proposals_are_sorted_apart_and_inside_the_text(text: str) -> None:
    masks = propose_masks(text, names=["王李"])

    edges = [edge for mask in masks for edge in (mask.start, mask.end)]
    assert edges == sorted(edges)
    assert all(0 <= mask.start < mask.end <= len(text) for mask in masks)
    assert len(covered(text, masks)) == len(text)


def test_a_long_text_is_searched_in_time() -> None:
    text = "1 " * 10_000 + "我是" * 5_000 + "张" * 5_000

    assert all(mask.kind in {"name", "phone", "bank_card"} for mask in propose_masks(text))
