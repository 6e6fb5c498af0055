"""Addresses of deliberate."""

from django.urls import URLPattern

app_name = "deliberate"
urlpatterns: list[URLPattern] = []
