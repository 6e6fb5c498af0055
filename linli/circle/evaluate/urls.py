"""Addresses of evaluation: rating and results for neighbours, appraisals for all, call-backs for staff."""

from django.urls import URLPattern, path, re_path

from linli.circle.evaluate.views import appraising, desk, rating

app_name = "evaluate"
urlpatterns: list[URLPattern] = [
    path("rate/<int:pk>/", rating.rate, name="rate"),
    path("rate/<int:pk>/withdraw/", rating.withdraw, name="withdraw"),
    path("rate/<int:pk>/for/", rating.pass_on, name="pass-on"),
    path("rate/r/<str:number>/<str:secret>/", rating.by_receipt, name="by-receipt"),
    path("rated/<int:pk>/", rating.result, name="result"),
    path("appraisals/", appraising.index, name="appraisals"),
    path("appraisals/<int:pk>/", appraising.appraisal, name="appraisal"),
    path("appraisals/<int:pk>/sign/", appraising.sign, name="sign"),
    re_path(r"^appraisals/of/(?P<kind>body|post)/(?P<pk>\d{1,18})/$", appraising.standing, name="standing"),
    path("desk/calls/", desk.call_list, name="calls"),
    path("desk/calls/print/", desk.print_calls, name="print-calls"),
    path("desk/calls/list.xlsx", desk.export_calls, name="export-calls"),
    path("desk/calls/<int:pk>/", desk.call, name="call"),
    path("desk/rounds/<int:pk>/", desk.one_round, name="desk-round"),
    path("desk/evaluation/", desk.figures, name="figures"),
    path("desk/appraisals/open/", desk.open_appraisal, name="open-appraisal"),
]
