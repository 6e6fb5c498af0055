"""Addresses of deliver."""

from django.urls import URLPattern

app_name = "deliver"
urlpatterns: list[URLPattern] = []
