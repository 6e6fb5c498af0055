"""Addresses of the look: /-/look changes the appearance, /-/patterns is the pattern book."""

from django.urls import path

from linli.ground.look import patterns, views

app_name = "look"
urlpatterns = [
    path("look", views.switch, name="switch"),
    path("patterns", patterns.book, name="patterns"),
    path("patterns/<slug:page>", patterns.page, name="pattern-page"),
]
