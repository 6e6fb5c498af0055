"""Components with their inputs as tags."""

from django.template import Library

register = Library()
