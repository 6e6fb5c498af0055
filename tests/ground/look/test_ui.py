"""Tags and filters: what a template writes and what people then read."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from linli.ground.look.appearance import Appearance
from linli.ground.look.masks import Mask
from linli.ground.look.renderer import LookRenderer
from linli.ground.look.templatetags.ui import display_choices


def written(source: str, language: str = "zh-hans", **context: object) -> str:
    """What a template comes out as."""
    with translation.override(language):
        return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "chinese", "english"),
    [
        ("{{ when|day }}", "3月4日", "4 Mar"),
        ("{{ when|full_day }}", "2026年3月4日", "4 Mar 2026"),
        ("{{ when|weekday }}", "星期三", "Wednesday"),
        ("{{ when|weekday_short }}", "周三", "Wed"),
    ],
)
def test_a_day_is_said_as_readers_say_it(source: str, chinese: str, english: str) -> None:
    when = date(2026, 3, 4)

    assert (written(source, when=when), written(source, "en", when=when)) == (chinese, english)


def test_a_moment_is_said_on_the_clock_of_the_neighbourhood() -> None:
    assert written("{{ when|moment }}", when=datetime(2026, 3, 4, 16, 30, tzinfo=UTC)) == "3月5日00:30"
    assert written("{{ when|moment }}", when=date(2026, 3, 4)) == "3月4日"


def test_no_date_is_no_words() -> None:
    assert (
        written("{{ x|day }}{{ x|full_day }}{{ x|weekday }}{{ x|moment }}{{ x|figure }}{{ x|yuan }}", x=None)
        == ""
    )


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (999, "999"), (51284, "51,284"), (-1200, "-1,200")])
def test_figures_have_a_comma_at_each_thousand(number: int, words: str) -> None:
    assert written("{{ n|figure }}", n=number) == words


@pytest.mark.parametrize(
    ("fen", "words"), [(8840000, "88,400元"), (5, "0.05元"), (-7190050, "−71,900.50元"), (0, "0元")]
)
def test_fen_are_said_in_yuan_to_the_last_one(fen: int, words: str) -> None:
    assert written("{{ fen|yuan }}", fen=fen) == words


def test_a_title_may_break_after_its_signs_and_is_escaped() -> None:
    assert (
        written("{{ title|breakable }}", title="车棚：<b>安全，干燥") == "车棚：<wbr>&lt;b&gt;安全，<wbr>干燥"
    )


def test_a_small_ring_says_where_the_matter_stands() -> None:
    assert 'role="img" aria-label="第二圈，走到“办”"' in written("{% ring_mini 4 1 %}")
    assert 'aria-label="Lap 2, now at “deliver”"' in written("{% ring_mini 4 1 %}", "en")
    assert 'aria-label="第一圈，走完了"' in written("{% ring_mini 6 closed=True %}")
    assert 'aria-label="还没开始"' in written("{% ring_mini 0 %}")


def test_a_large_ring_lists_its_six_stages_for_those_who_do_not_see_it() -> None:
    page = written('{% ring 2 skipped="3" %}')

    assert page.count("<li>") == 6
    assert "<li>听：已走过</li><li>议：正在这一步</li><li>决：不用走</li><li>办：还没到</li>" in page
    assert page.count('<a href="#stage-') == 6


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% clock 4 5 %}", "还剩1个工作日"),
        ("{% clock 5 5 %}", "今天到期"),
        ("{% clock 1 0 %}", "今天到期"),
        ("{% clock 7 5 %}", "逾期2个工作日"),
        ('{% clock 2 5 held="等照片" %}', "时钟暂停"),
        ("{% clock 3 5 answered=True %}", "用了3个工作日"),
    ],
)
def test_a_clock_says_in_words_what_it_shows(source: str, words: str) -> None:
    assert f"<em>{words}</em>" in written(source)


def test_a_clock_in_english_counts_one_day_as_one() -> None:
    assert "<em>1 working day left</em>" in written("{% clock 4 5 %}", "en")
    assert "<em>2 working days left</em>" in written("{% clock 3 5 %}", "en")


def test_a_late_clock_says_when_the_answer_was_due() -> None:
    assert "本该3月4日前答复" in written("{% clock 7 5 due %}", due=date(2026, 3, 4))


def test_a_drawing_is_remembered_in_each_language_by_itself() -> None:
    assert written("{% scope 1 %}") != written("{% scope 1 %}", "en")
    assert written("{% scope 1 %}") == written("{% scope 1 %}")


def test_words_from_people_are_escaped_in_drawings() -> None:
    assert "<u>" not in written("{% margin name 60 name 20 %}", name="<u>灯</u>")
    assert "<u>" not in written("{% ripple spots %}", spots=[{"words": "<u>灯", "scope": 2, "url": "/x"}])


def test_a_mask_shows_what_goes_and_what_stays() -> None:
    page = written("{% masked text masks %}", text="找王建国<", masks=[Mask(1, 4, "姓名", "王*")])

    assert '<del class="mask"><span class="sr">建议遮住：</span>王建国</del>' in page
    assert '<ins class="mask-put"><span class="mask-kind">姓名</span>王*</ins>&lt;' in page


def test_a_square_to_scan_has_no_style_of_its_own() -> None:
    drawn = written('{% qr "https://linli.example/v/1" "扫一扫" %}')

    assert ("style=" in drawn, "<title>扫一扫</title>" in drawn, 'class="qr"' in drawn) == (False, True, True)


def test_turning_a_page_keeps_every_other_choice() -> None:
    request = RequestFactory().get("/desk/", {"q": "灯", "page": "3", "kind": "repairs"})
    page = Paginator(range(100), 20).page(3)
    links = written('{% include "ui/pager.html" with page=page %}', request=request, page=page)

    assert 'href="?q=%E7%81%AF&amp;kind=repairs&amp;page=4"' in links
    assert "第3页，共5页" in links


def test_taking_a_filter_off_starts_again_at_the_first_page() -> None:
    request = RequestFactory().get("/desk/", {"q": "灯", "page": "3", "kind": "repairs"})

    assert written('{% without "kind" %}', request=request) == "?q=%E7%81%AF"


def test_a_list_of_one_page_has_no_pager() -> None:
    assert (
        written('{% include "ui/pager.html" with page=page %}', page=Paginator([1], 20).page(1)).strip() == ""
    )


@pytest.mark.parametrize(
    ("level", "kind"),
    [("success", "done"), ("error", "alarm"), ("wait", "wait"), ("info", "info"), (None, "info")],
)
def test_a_notice_has_the_shape_of_its_kind(level: str | None, kind: str) -> None:
    page = written('{% include "ui/notice.html" with kind=level words="好" %}', level=level)

    assert f'<div class="notice notice-{kind}">' in page


def test_a_list_to_choose_from_escapes_its_words_and_marks_what_is_chosen() -> None:
    field = forms.ChoiceField(choices=[("a", "<甲>"), ("乙", [("b", "乙一"), ("c", "乙二")])])

    drawn = field.widget.render("which", "c", renderer=LookRenderer())

    assert drawn == (
        '<select name="which"><option value="a">&lt;甲&gt;</option><optgroup label="乙">'
        '<option value="b">乙一</option><option value="c" selected>乙二</option></optgroup></select>'
    )


def test_the_display_buttons_are_the_same_for_all_who_chose_the_same() -> None:
    plain, dark = (display_choices(Appearance(theme=theme, here=f"/{theme}")) for theme in ("", "dark"))

    assert display_choices(Appearance(here="/elsewhere")) is plain
    assert 'value="dark"\n        aria-pressed="true"' in dark
    assert 'value="dark"\n        aria-pressed="false"' in plain
