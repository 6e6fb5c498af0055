"""Addresses of the demo: who one may be."""

from django.urls import URLPattern, path

from linli.faces.demo import views

app_name = "demo"
urlpatterns: list[URLPattern] = [
    path("", views.who, name="who"),
    path("as/<slug:key>/", views.be, name="be"),
]
