"""Addresses of matters at the desk: the board, one matter, what is done to it."""

from django.urls import URLPattern, path

from linli.circle.matters.views import board, desk

app_name = "matters"
urlpatterns: list[URLPattern] = [
    path("desk/board/", board.index, name="board"),
    path("desk/board/export.csv", board.export, name="export"),
    path("desk/board/limits/", board.limits, name="limits"),
    path("desk/board/<slug:stage>/", board.stage, name="stage"),
    path("desk/matters/new/", desk.begin, name="begin"),
    path("desk/matters/<int:pk>/", desk.matter, name="desk"),
    path("desk/matters/<int:pk>/step/<slug:step>/", desk.step, name="step"),
    *(
        path(f"desk/matters/<int:pk>/{deed}/", desk.change, {"deed": deed}, name=f"change-{deed}")
        for deed in desk.DEEDS
    ),
]
