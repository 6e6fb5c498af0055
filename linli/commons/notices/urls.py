"""Addresses of notices: the board for anyone, the desk for those who draft, sign and answer."""

from django.urls import URLPattern, path

from linli.commons.notices.views import desk, public
from linli.commons.notices.views.deeds import ERRATUM, NOTICE, QUESTION

app_name = "notices"
urlpatterns: list[URLPattern] = [
    path("notices/", public.index, name="list"),
    path("notices/<int:pk>/", public.notice, name="notice"),
    path("notices/<int:pk>/gate/", public.gate, name="gate"),
    path("notices/<int:pk>/evidence/", public.evidence, name="evidence"),
    path("notices/<int:pk>/ask/", public.ask, name="ask"),
    path("notices/questions/<int:pk>/report/", public.report, name="report"),
    path("notices/questions/<int:pk>/appeal/", public.appeal, name="appeal"),
    path("notices/follow/<int:area>/", public.follow, name="follow"),
    path("desk/notices/", desk.index, name="desk"),
    path("desk/notices/new/", desk.new, name="new"),
    path("desk/notices/<int:pk>/", desk.notice, name="desk-notice"),
    path("desk/notices/<int:pk>/change/", desk.change, name="change"),
    path("desk/notices/<int:pk>/files/<int:file>/off/", desk.take_off, name="take-off"),
    *(path(f"desk/notices/<int:pk>/{deed}/", desk.do, {"deed": deed}, name=f"do-{deed}") for deed in NOTICE),
    *(
        path(
            f"desk/notices/questions/<int:pk>/{deed}/", desk.question, {"deed": deed}, name=f"question-{deed}"
        )
        for deed in QUESTION
    ),
    *(
        path(f"desk/notices/errata/<int:pk>/{deed}/", desk.erratum, {"deed": deed}, name=f"erratum-{deed}")
        for deed in ERRATUM
    ),
]
