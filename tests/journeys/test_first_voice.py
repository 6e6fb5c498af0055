"""An old resident is heard through her building head: said, checked, grouped, answered, rated, answered again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.circle.listen.actions import masks, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Voice
from linli.ground.journal.actions import deliveries

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WORDS = "北门车棚顶棚漏水，插座边上都是水，我不敢充电。隔壁王建军家的车也淋湿了，他电话13900000000。"


def deliver():
    while deliveries.deliver_due(at=timezone.now()):
        pass


@pytest.mark.practice("C12")
@pytest.mark.practice("C13")
def test_a_helper_speaks_for_her_staff_answer_she_rates_it_low_and_it_is_done_again(
    street, sit_down, sound, shoot, capsys
):
    earlier = timezone.now() - timedelta(days=1)
    before = {"shen_an": "北门车棚的顶棚漏水，插座全湿了。", "tang_yuan": "车棚顶棚下雨就漏，充电插座进水。"}
    for name, words in before.items():
        said = Said(text=words, place_words="北门车棚")
        voices.say(by=street.by(name), place=street.compound.pk, said=said, at=earlier)
    deliver()

    helper = sit_down("chen_jianguo")
    helper.goto("/say/for/")
    helper.get_by_label("替谁说").select_option(label=f"周桂兰（{_door(helper)}）")
    helper.get_by_label("怎么征得同意的").fill("周阿姨在家门口托我说的，念给她听过。")
    helper.get_by_label("什么事").fill(WORDS)
    helper.get_by_label("具体位置").fill("北门车棚")
    sound(helper)
    shoot(helper, "speak-for")
    helper.get_by_role("button", name="替他送出").click()
    helper.wait_for_url("**/helped/**")
    sound(helper)
    voice = Voice.objects.get(author=street.zhou_guilan)
    deliver()
    assert "SMS" in capsys.readouterr().out

    desk = sit_down("gu_min", desk=True)
    desk.goto("/desk/")
    sound(desk)
    desk.goto(f"/desk/voices/{voice.pk}/")
    sound(desk)
    desk.get_by_role("link", name="看原文，检查个人信息").click()
    desk.get_by_label("还要盖住的字").fill("王建军")
    sound(desk)
    shoot(desk, "masks")
    desk.get_by_role("button", name="盖好，公开").click()
    assert "13900000000" not in desk.content()
    assert "王建军" not in desk.content()

    desk.locator("#classify select").first.select_option(label="安全与消防")
    desk.get_by_role("button", name="归到这一类").click()
    desk.locator("#answer_words").fill("看过现场了，顶棚一周内补好，补好前先停用靠墙的插座。")
    shoot(desk, "voice-at-the-desk")
    desk.get_by_role("button", name="答复本人").click()
    desk.get_by_text("答复已送到本人").wait_for()

    hers = sit_down("nobody", mode="care")
    hers.goto(f"/r/{voice.number}/{voice.secret}/")
    sound(hers)
    shoot(hers, "receipt-care")
    _rate(hers, "2", "没解决", "补了一半就走了，还在漏。")
    hers.get_by_text("重新打开").first.wait_for()

    desk.goto(f"/desk/voices/{voice.pk}/")
    desk.locator("#answer_words").fill("今天把另一半也补好了，放水试了十分钟，不漏。")
    desk.get_by_role("button", name="答复本人").click()
    desk.get_by_text("答复已送到本人").wait_for()
    hers.goto(f"/r/{voice.number}/{voice.secret}/")
    _rate(hers, "5", "解决了", "")

    public = sit_down("nobody")
    public.goto(f"/talk/{voice.pk}/")
    sound(public)
    shoot(public, "voice-public")
    assert "王建军" not in public.content()
    voice.refresh_from_db()
    assert (voice.lap, voice.state) == (2, "answered")


TODAY = [
    ("shen_an", "电瓶车又停到单元门口了，轮椅根本过不去，请划个停车区。", "1单元门口"),
    ("tang_yuan", "篮球架的网没了，放学想打球，能修一下吗？", "中心花园"),
    ("chen_jianguo", "二楼拐角的感应灯不亮，老人上下楼怕踩空。", "二楼拐角"),
    ("shen_an", "垃圾房夏天味道大，风一吹，这一面都不敢开窗。", "垃圾房"),
    ("tang_yuan", "想给小孩办个周末换书摊，一个月一次。", "凉亭"),
    ("shen_an", "北门车棚的顶棚漏水，插座全湿了。", "北门车棚"),
    ("chen_jianguo", "北门车棚顶棚下雨就漏，充电插座进水。", "北门车棚"),
]


def test_home_and_desk_show_what_neighbours_said_today(street, sit_down, sound, shoot):
    for hours, (name, words, where) in enumerate(TODAY, start=1):
        said = Said(text=words, place_words=where)
        at = timezone.now() - timedelta(hours=hours)
        voice = voices.say(by=street.by(name), place=street.compound.pk, said=said, at=at)
        masks.publish(by=street.by("gu_min"), voice=voice.pk, at=at)
    deliver()

    for mode in ("", "dark"):
        home = sit_down("shen_an", mode=mode)
        home.goto("/")
        sound(home)
        shoot(home, f"home{mode and '-' + mode}")
        assert home.get_by_text(TODAY[0][1]).count() >= 1
    desk = sit_down("gu_min", desk=True)
    desk.goto("/desk/")
    sound(desk)
    shoot(desk, "desk")
    assert desk.locator("tbody tr").count() == len(TODAY)


def _door(page):
    options = page.get_by_label("替谁说").locator("option").all_inner_texts()
    return next(one for one in options if one.startswith("周桂兰")).split("（")[1].rstrip("）")


def _rate(page, stars, solved, words):
    page.locator(f"input[name=stars][value='{stars}']").check(force=True)
    page.get_by_label(solved, exact=True).check(force=True)
    if words:
        page.get_by_label("想说的话").fill(words)
    page.get_by_role("button", name="送出评分").click()


def test_she_can_do_it_all_without_javascript(street, sit_down):
    page = sit_down("shen_an", script=False)
    page.goto("/say/")
    page.get_by_label("什么事").fill("楼道的灯又不亮了。")
    page.get_by_role("button", name="送出").click()

    assert page.get_by_role("heading", level=1).inner_text() == "收到了"
    assert Voice.objects.get(author=street.shen_an).text == "楼道的灯又不亮了。"


def test_a_double_click_sends_it_once(street, sit_down):
    page = sit_down("shen_an")
    page.goto("/say/")
    page.get_by_label("什么事").fill("楼道的灯又不亮了。")
    page.get_by_role("button", name="送出").dblclick()
    page.wait_for_url("**/r/**")

    assert Voice.objects.filter(author=street.shen_an).count() == 1


RESIDENT_PAGES = ["/", "/say/", "/mine/", "/talk/", "/talk/late/", "/in/me/", "/journal/"]
DESK_PAGES = [
    "/desk/",
    "/desk/voices/",
    "/desk/voices/take-in/",
    "/desk/topics/",
    "/desk/figures/",
    "/desk/voices/imports/",
    "/desk/letters/",
]


# Light, dark and large type of every page on a narrow phone: test_every_page.
@pytest.mark.parametrize("mode", ["care.dark", "more"])
def test_no_page_of_a_neighbour_has_grave_faults_in_large_type_at_night_or_with_more_contrast(
    street, sit_down, sound, mode
):
    page = sit_down("shen_an", mode=mode)
    for path in RESIDENT_PAGES:
        assert page.goto(path).status == 200, path
        sound(page)


def test_no_page_of_the_desk_has_grave_faults(street, sit_down, sound):
    page = sit_down("gu_min", desk=True)
    for path in DESK_PAGES:
        assert page.goto(path).status == 200, path
        sound(page)


def test_the_desk_folds_on_a_narrow_screen_and_at_double_zoom(street, sit_down, sound):
    page = sit_down("gu_min", desk=True)
    page.set_viewport_size({"width": 640, "height": 450})
    for path in DESK_PAGES:
        page.goto(path)
        sound(page)
