"""The whole story among thousands of real messages: an old resident's words join those of many, answered twice."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from linli.circle.listen.models import Topic, Voice, VoiceImport
from linli.ground.journal.actions import deliveries

pytestmark = [
    pytest.mark.journey,
    pytest.mark.real,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

WORDS = (
    "丽发新城小区旁边的搅拌站白天晚上轰隆隆响，灰尘大得不敢开窗，我整夜睡不着。"
    "楼下王建军家也受不了，电话13900000000。"
)
ALL = 4326


def _work_is_done():
    """Deliver the news and let the worker finish what it asked for."""
    while deliveries.deliver_due(at=timezone.now()):
        pass
    call_command("work", "--once")
    while deliveries.deliver_due(at=timezone.now()):
        pass


@pytest.mark.practice("C12")
@pytest.mark.practice("C13")
def test_her_voice_joins_many_real_ones_is_answered_rated_low_and_answered_again(
    street, shared, sit_down, sound, shoot
):
    desk = sit_down("gu_min", desk=True)
    _import_in_the_browser(desk, shared / "messages" / "附件3.xlsx")
    voice = _spoken_for(sit_down("chen_jianguo"), street)

    _masked_and_classed(desk, voice)
    voice.refresh_from_db()
    assert voice.topic.people > 10, "her voice stands with those of many"
    desk.goto(f"/desk/topics/{voice.topic_id}/")
    assert desk.get_by_text("搅拌站").count() > 10
    sound(desk)
    shoot(desk, "topic-of-real-messages")
    desk.get_by_role("button", name="确认是一件事").click()
    desk.get_by_text("话题确认了").wait_for()

    _answered(desk, voice, "昨晚到现场看了，搅拌站晚上九点后停工，喷淋明天装好。")
    hers = sit_down("nobody", mode="care")
    hers.goto(f"/r/{voice.number}/{voice.secret}/")
    sound(hers)
    _rate(hers, "2", "没解决", "昨晚十一点还在响。")
    hers.get_by_text("重新打开").first.wait_for()

    _answered(desk, voice, "昨晚又去了，已经停电封门，连着三晚有人值守。")
    hers.goto(f"/r/{voice.number}/{voice.secret}/")
    _rate(hers, "5", "解决了", "")
    hers.get_by_text("谢谢").first.wait_for()

    voice.refresh_from_db()
    assert (voice.lap, voice.state) == (2, "answered")
    public = sit_down("nobody")
    public.goto(f"/talk/{voice.pk}/")
    assert "王建军" not in public.content()
    assert "13900000000" not in public.content()
    assert Topic.objects.get(pk=voice.topic_id).state == "accepted"


def _import_in_the_browser(desk, workbook):
    desk.goto("/desk/voices/imports/")
    desk.locator("input[type=file]").set_input_files(workbook)
    desk.get_by_role("button", name="导入", exact=True).click()
    desk.wait_for_url("**/desk/voices/imports/*/")
    _work_is_done()
    desk.reload()
    assert VoiceImport.objects.get().stage == "done"
    assert Voice.objects.count() == ALL
    assert desk.locator("dl.facts dd").all_inner_texts()[:2] == [str(ALL), str(ALL)]


def _spoken_for(helper, street):
    helper.goto("/say/for/")
    options = helper.get_by_label("替谁说").locator("option").all_inner_texts()
    label = next(one for one in options if one.startswith("周桂兰"))
    helper.get_by_label("替谁说").select_option(label=label)
    helper.get_by_label("怎么征得同意的").fill("周阿姨在家门口托我说的，念给她听过。")
    helper.get_by_label("什么事").fill(WORDS)
    helper.get_by_role("button", name="替他送出").click()
    helper.wait_for_url("**/helped/**")
    _work_is_done()
    return Voice.objects.get(author=street.zhou_guilan)


def _masked_and_classed(desk, voice):
    desk.goto(f"/desk/voices/{voice.pk}/")
    desk.get_by_role("link", name="看原文，检查个人信息").click()
    desk.get_by_label("还要盖住的字").fill("王建军")
    desk.get_by_role("button", name="盖好，公开").click()
    assert "王建军" not in desk.content()
    desk.locator("#classify select").first.select_option(label="噪音扰民")
    desk.get_by_role("button", name="归到这一类").click()
    desk.wait_for_url(f"**/desk/voices/{voice.pk}/")


def _answered(desk, voice, words):
    desk.goto(f"/desk/voices/{voice.pk}/")
    desk.locator("#answer_words").fill(words)
    desk.get_by_role("button", name="答复本人").click()
    desk.get_by_text("答复已送到本人").wait_for()


def _rate(page, stars, solved, words):
    page.locator(f"input[name=stars][value='{stars}']").check(force=True)
    page.get_by_label(solved, exact=True).check(force=True)
    if words:
        page.get_by_label("想说的话").fill(words)
    page.get_by_role("button", name="送出评分").click()
