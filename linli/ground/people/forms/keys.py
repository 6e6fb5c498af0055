"""Shape of adding a passkey: what its owner calls it."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class KeyForm(AddWebAuthnForm):  # type: ignore[misc] # allauth ships no types
    """A passkey and its name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("给它起个名字")
        self.fields["name"].help_text = _("比如：我的手机、办公室电脑。")
