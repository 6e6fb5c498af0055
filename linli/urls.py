"""Addresses of the whole house: one line a room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("-/", include("linli.ground.look.urls")),
    path("in/", include("linli.ground.people.signin_urls")),
]
