"""Addresses of disclosure: the four heads and the money for anyone, the desk for those who post."""

from django.urls import URLPattern, path, re_path

from linli.circle.disclose.views import desk, public, sheets

app_name = "disclose"
_MONTH = r"^money/(?P<area>[0-9]{1,18})/(?P<year>[0-9]{4})-(?P<number>[0-9]{2})/"
urlpatterns: list[URLPattern] = [
    path("disclosure/", public.disclosure, name="disclosure"),
    path("money/", public.money, name="money"),
    re_path(rf"{_MONTH}$", public.month, name="month"),
    re_path(rf"{_MONTH}gate/$", public.gate, name="gate"),
    *(
        path(f"money/lines.{kind}", public.data, {"kind": kind}, name=f"data-{kind}")
        for kind in ("csv", "xlsx", "json")
    ),
    path("desk/disclosure/", desk.calendar, name="calendar"),
    path("desk/disclosure/<int:pk>/draft/", desk.draft, name="draft"),
    path("desk/disclosure/happened/", desk.happened, name="happened"),
    path("desk/disclosure/catalogue/", desk.catalogue, name="catalogue"),
    path("desk/disclosure/clarify/", desk.clarify, name="clarify"),
    path("desk/disclosure/result/<int:matter>/", desk.result, name="result"),
    path("desk/disclosure/money/", sheets.index, name="sheets"),
    path("desk/disclosure/money/new/", sheets.new, name="sheet-new"),
    path("desk/disclosure/money/template.xlsx", sheets.template, name="sheet-template"),
    path("desk/disclosure/money/<int:pk>/", sheets.sheet, name="sheet"),
    path("desk/disclosure/money/<int:pk>/submit/", sheets.submit, name="sheet-submit"),
    path("desk/disclosure/money/bring/", sheets.bring, name="bring"),
    path("desk/disclosure/money/brought/<int:pk>/", sheets.brought, name="brought"),
    path("desk/disclosure/money/brought/<int:pk>/keep/", sheets.keep, name="brought-keep"),
]
