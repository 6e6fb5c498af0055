"""Addresses of the pages that look into several rooms."""

from django.urls import URLPattern, path

from linli.faces.web import views

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("journal/", views.journal, name="journal"),
    path("journal/bundle.jsonl", views.bundle, name="bundle"),
]
