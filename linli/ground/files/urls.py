"""Addresses of files: by number, never by name; who may see decides each time."""

from django.urls import path

from linli.ground.files import views

app_name = "files"
urlpatterns = [
    path("<int:pk>", views.show, name="file"),
    path("<int:pk>/small", views.thumbnail, name="thumbnail"),
]
