"""Form fields for what people write about themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from linli.ground.people.phones import e164


class PhoneField(forms.CharField):
    """A phone number, written as people write it; cleaned to E.164."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("手机号"))
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(max_length=40, widget=widget, **options)

    def clean(self, value: Any) -> str:
        """Return the E.164 number.

        Raises:
            ValidationError: it is no phone number.
        """
        written = super().clean(value)
        if not written:
            return ""
        number = e164(written)
        if number is None:
            raise ValidationError(_("这不像一个手机号，请再看一遍，比如138 0013 8000。"), code="not-a-phone")
        return number
