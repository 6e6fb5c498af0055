"""Addresses of messages: for whom they are told, and for staff who bring them."""

from django.urls import URLPattern, path

from linli.ground.messages import views

app_name = "messages"
urlpatterns: list[URLPattern] = [
    path("messages/", views.index, name="index"),
    path("messages/read/", views.read_all, name="read-all"),
    path("messages/wish/", views.wish, name="wish"),
    path("messages/<int:pk>/", views.message, name="message"),
    path("desk/messages/", views.to_bring, name="to-bring"),
    path("desk/messages/<int:pk>/", views.letter, name="letter"),
    path("desk/messages/<int:pk>/handed/", views.handed, name="handed"),
    path("desk/messages/<int:pk>/again/", views.send_again, name="send-again"),
]
