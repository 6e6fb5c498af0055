"""What scripts add, each in a real browser: nothing lost, nothing sent twice, nothing done by a slip."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests.ground.look.conftest import Open

pytestmark = pytest.mark.journey

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


KEEP = "localStorage.setItem('linli-draft:specimen', JSON.stringify({at: WHEN, kept: {body: ['旧']}}))"


def count_posts(page: Page) -> list[str]:
    """Remember every post and answer it with nothing, so that the page stays as it is while one is under way."""
    posts: list[str] = []

    def hold(route):
        if route.request.method == "POST":
            posts.append(route.request.url)
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/-/look", hold)
    return posts


def test_pressing_twice_sends_once(open_page: Open) -> None:
    page = open_page("say")
    posts = count_posts(page)
    page.get_by_label("想说什么").fill("楼道灯不亮")
    button = page.get_by_role("button", name="下一步")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        button.dblclick(no_wait_after=True)

    expect(page.locator("button[aria-busy]")).to_have_text("正在送出…")
    page.evaluate("document.querySelector('form[data-autosave]').requestSubmit()")
    assert len(posts) == 1


def test_what_was_typed_is_there_again_after_the_page_was_lost(open_page: Open) -> None:
    page = open_page("say")
    page.get_by_label("想说什么").fill("车库西头又积水")
    page.get_by_text("只给社区工作人员看").click()
    page.wait_for_timeout(600)
    page.reload()

    expect(page.get_by_label("想说什么")).to_have_value("车库西头又积水")
    expect(page.get_by_text("上次没送出的字，已经替您填好。")).to_be_visible()
    assert page.locator("[name=seen_by]:checked").get_attribute("value") == "staff"


def test_a_page_that_says_it_has_arrived_clears_the_draft(open_page: Open) -> None:
    page = open_page("say")
    page.evaluate(
        "localStorage.setItem('linli-draft:specimen', JSON.stringify({at: Date.now(), kept: {body: ['旧']}}))"
    )
    page.goto(page.url.replace("/say", "/receipt"))

    assert page.evaluate("localStorage.getItem('linli-draft:specimen')") is None


def test_an_old_draft_is_forgotten(open_page: Open) -> None:
    page = open_page("say")
    page.evaluate(
        "localStorage.setItem('linli-draft:specimen', JSON.stringify({at: 0, kept: {body: ['旧']}}))"
    )
    page.reload()

    expect(page.get_by_label("想说什么")).to_have_value("")


def test_without_network_nothing_is_sent_and_the_page_says_so(open_page: Open) -> None:
    page = open_page("say")
    page.get_by_label("想说什么").fill("楼道灯不亮")
    page.context.set_offline(True)
    page.get_by_role("button", name="下一步").click()

    expect(page.get_by_text("现在没有网络。")).to_be_visible()
    expect(page.get_by_label("想说什么")).to_have_value("楼道灯不亮")
    page.context.set_offline(False)
    expect(page.get_by_text("现在没有网络。")).to_be_hidden()


def test_what_cannot_be_undone_is_asked_once_more(open_page: Open) -> None:
    page = open_page("")
    posts = count_posts(page)
    page.get_by_role("button", name="撤下").click()
    page.get_by_role("dialog").get_by_role("button", name="再想想").click()
    assert posts == []

    page.get_by_role("button", name="撤下").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("dialog").get_by_role("button", name="是的").click(no_wait_after=True)
    assert len(posts) == 1


def test_chosen_photos_are_shown_and_can_be_taken_out(open_page: Open) -> None:
    page = open_page("say")
    page.get_by_label("照片").set_input_files(
        [{"name": name, "mimeType": "image/png", "buffer": PIXEL} for name in ("灯.png", "门.png")]
    )
    expect(page.get_by_role("img", name="灯.png")).to_be_visible()
    page.get_by_role("button", name="不要这张 灯.png").click()

    expect(page.get_by_role("img", name="灯.png")).to_have_count(0)
    assert page.evaluate("[...document.querySelector('[name=photos]').files].map(one => one.name)") == [
        "门.png"
    ]


def test_a_picture_the_browser_cannot_draw_is_named(open_page: Open) -> None:
    page = open_page("say")
    page.get_by_label("照片").set_input_files(
        {"name": "IMG_1.heic", "mimeType": "image/heic", "buffer": b"not drawable"}
    )

    expect(page.locator(".thumb .blank")).to_have_text("HEIC")


TONE = """navigator.mediaDevices.getUserMedia = async () => {
  const room = new AudioContext(), tone = room.createOscillator(), out = room.createMediaStreamDestination();
  tone.connect(out); tone.start(); return out.stream; }"""


def test_a_spoken_note_becomes_the_file_of_its_field(open_page: Open) -> None:
    page = open_page("say", before=TONE)
    page.get_by_role("button", name="按一下，开始说").click()
    page.wait_for_timeout(1300)
    page.get_by_role("button", name="说完了").click()

    expect(page.get_by_role("button", name="听一听")).to_be_visible()
    assert page.evaluate("document.querySelector('[name=note]').files[0].type") == "audio/webm"


def test_a_microphone_that_stays_shut_is_no_dead_end(open_page: Open) -> None:
    page = open_page("say")
    page.evaluate("void (navigator.mediaDevices.getUserMedia = async () => { throw new Error('no'); })")
    page.get_by_role("button", name="按一下，开始说").click()

    expect(page.get_by_text("没能打开话筒，您可以打字，或打电话告诉我们。")).to_be_visible()


EAR = """window.heard = [];
Object.defineProperty(window, "speechSynthesis", {value: {
  speaking: false, getVoices: () => [], addEventListener: () => {}, cancel() { this.speaking = false; },
  speak(one) { this.speaking = true; window.heard.push([one.text, one.lang]); }}});"""


def test_the_page_reads_its_own_words_and_nothing_else(open_page: Open) -> None:
    page = open_page("say", before=EAR)
    page.get_by_role("button", name="读给我听").click()

    assert page.evaluate("window.heard[0]") == ["说一句。", "zh-CN"]
    page.get_by_role("button", name="停下").click()
    expect(page.get_by_role("button", name="读给我听")).to_have_attribute("aria-pressed", "false")


def test_a_way_back_that_has_run_out_is_not_offered(open_page: Open) -> None:
    page = open_page("receipt")
    expect(page.get_by_role("button", name="撤回")).to_be_visible()

    page.route(
        "**/patterns/receipt",
        lambda route: route.fulfill(body=route.fetch().text().replace("2116-", "2016-")),
    )
    page.reload()
    expect(page.get_by_role("button", name="撤回")).to_be_hidden()


def test_a_browser_that_keeps_nothing_still_has_a_form_that_works(open_page: Open) -> None:
    page = open_page("say")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(
        "Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError'); };"
    )
    page.reload()
    page.get_by_label("想说什么").fill("楼道灯不亮")

    assert faults == []


def test_a_server_on_this_very_machine_is_reached_without_any_network(open_page: Open) -> None:
    page = open_page("say", before="Object.defineProperty(navigator, 'onLine', {value: false});")
    posts = count_posts(page)
    expect(page.get_by_text("现在没有网络。")).to_be_hidden()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="下一步").click(no_wait_after=True)

    expect(page.locator("button[aria-busy]")).to_have_count(1)
    assert len(posts) == 1
