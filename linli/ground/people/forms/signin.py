"""Shapes of signing in: a phone, a code, or a login word with its password."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from linli.ground.lib.text import half_width


class PhoneForm(RequestLoginCodeForm):  # type: ignore[misc] # allauth ships no types
    """The phone that a code is sent to."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phone"].help_text = _("我们发一个6位数的验证码给您。第一次来也一样，不用注册。")


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc] # allauth ships no types
    """The code from the message; full-width digits and spaces are fine."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        code = self.fields["code"]
        code.label = _("短信里的6位数字")
        code.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})

    def clean_code(self) -> str:
        """Compare the code after folding what old phones type."""
        self.cleaned_data["code"] = half_width(self.cleaned_data["code"]).replace(" ", "")
        return str(super().clean_code())


class PasswordForm(LoginForm):  # type: ignore[misc] # allauth ships no types
    """Login word and password, for staff."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = _("登录名")
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""
        for name, meaning in (("login", "username"), ("password", "current-password")):
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].widget.attrs["autocomplete"] = meaning


class PseudonymForm(forms.Form):
    """The public name."""

    pseudonym = forms.CharField(
        label=_("公开显示的名字"), max_length=40, help_text=_("1到12个字，邻居看到的是它，不是真名。")
    )


class ResidentChoice(forms.Form):
    """Which of the residents who share a phone it is."""

    resident = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
