"""Gives the room a label of its own: Django's flashes are called messages too."""

from django.apps import AppConfig


class Messages(AppConfig):
    """The room, whose tables begin with inbox_."""

    name = "linli.ground.messages"
    label = "inbox"
