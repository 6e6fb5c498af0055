"""When something is not there, not allowed or broken, people read plain words in the house's own clothes.

These tests have no database, so that a page which asks one (it may be what is broken) fails here.
"""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import path
from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal
from linli.ground.look import views
from linli.urls import urlpatterns as of_the_house

handler400, handler403, handler404, handler500 = views.bad_request, views.denied, views.missing, views.broken


class NotToday(Refusal):
    """The hall is shut."""

    code = "not-today"
    reason = _("邻里")


def fall(_request: HttpRequest, how: str) -> HttpResponse:
    """Fall over as asked."""
    raise {
        "400": SuspiciousOperation("raw"),
        "403": PermissionDenied("raw"),
        "404": Http404("raw"),
        "409": NotToday(),
        "500": RuntimeError("raw"),
    }[how]


def crash(request: HttpRequest) -> HttpResponse:
    """Show what the border shows after a crash."""
    return render(request, "look/crashed.html", {"reference": "K7QF2M"}, status=500)


urlpatterns = [*of_the_house, path("fall/<how>", fall), path("crash", crash)]


def told(answer: HttpResponse) -> tuple[int, str]:
    """The status and the heading of a page."""
    heading = re.search(r"<h1>(.*?)</h1>", answer.content.decode())
    return answer.status_code, heading[1] if heading else ""


@pytest.mark.parametrize(
    ("how", "heading"),
    [
        ("400", "这个请求我们没看懂"),
        ("403", "这里您暂时看不到"),
        ("404", "没有找到这一页"),
        ("409", "这一步没有做成"),
        ("500", "我们这边出错了"),
    ],
)
@override_settings(ROOT_URLCONF="tests.ground.look.test_lost", DEBUG=False)
def test_each_trouble_has_its_words_and_never_the_machine_s(how: str, heading: str) -> None:
    answer = Client(raise_request_exception=False).get(f"/fall/{how}")

    assert told(answer) == (int(how), heading)
    assert "raw" not in answer.content.decode()


@override_settings(ROOT_URLCONF="tests.ground.look.test_lost")
def test_a_crash_gives_a_number_to_say_on_the_telephone() -> None:
    answer = Client().get("/crash")

    assert told(answer) == (500, "我们这边出错了")
    assert "打电话来时，请报这个编号：K7QF2M" in answer.content.decode()


def test_a_form_left_open_too_long_may_be_sent_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/-/look", {"mode": "care"})

    assert told(answer) == (403, "请再送一次")


def test_the_pages_speak_english_too() -> None:
    client = Client()
    client.cookies["django_language"] = "en"

    assert told(client.get("/no-such-page")) == (404, "There is no such page")
