"""The demo as a newcomer finds it: one press and one is somebody, the board is full, and some of it is late."""

import pytest
from django.core.management import call_command

from linli.circle.matters.models import Matter
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_one_press_and_the_board_of_half_a_year_lies_there(
    browser, live_server, settings, tmp_path, sound, shoot
):
    settings.HOME, settings.IS_DEMO = tmp_path, True
    call_command("demo", size="corner")
    wide = browser.new_context(locale="zh-CN", base_url=live_server.url, viewport=DESK, color_scheme="light")
    desk = wide.new_page()
    desk.goto("/demo/")
    with desk.expect_navigation():
        desk.get_by_role("button", name="以顾敏的身份进来").click()
    desk.goto("/desk/board/")
    sound(desk)
    shoot(desk, "board")
    said = desk.locator("main").inner_text()
    assert [words for words in ("北门车棚", "逾期", "第二圈", "转交其他单位") if words not in said] == []

    narrow = browser.new_context(
        locale="zh-CN", base_url=live_server.url, viewport=PHONE, color_scheme="dark"
    )
    phone = narrow.new_page()
    phone.goto(f"/m/{Matter.objects.get(title__contains='食堂').pk}/")
    sound(phone)
    shoot(phone, "matter-dark")
    wide.close()
    narrow.close()
