"""The shape of how a person wants to be told."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.ground.messages.choices import Pace, Way
from linli.ground.messages.hours import Wish

_HOURS = [(f"{hour:02}:00", f"{hour:02}:00") for hour in range(24)]


def _tiles(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


class WishForm(forms.Form):
    """By which way, how often, and between which hours nobody is to disturb."""

    way = _tiles(_("怎么告诉您"), list(Way.choices))
    pace = _tiles(_("多久一次"), list(Pace.choices))
    quiet_from = forms.ChoiceField(label=_("从几点起别打扰"), choices=_HOURS)
    quiet_until = forms.ChoiceField(
        label=_("到几点"),
        choices=_HOURS,
        help_text=_("这段时间的消息，到点合成一条发。两个时间一样，就是随时可以发。"),
    )

    @classmethod
    def showing(cls, wish: Wish) -> "WishForm":
        """Return the form filled in with a wish."""
        told = {"way": wish.way, "pace": wish.pace}
        return cls(
            initial={
                **told,
                "quiet_from": f"{wish.quiet_from:%H:00}",
                "quiet_until": f"{wish.quiet_until:%H:00}",
            }
        )

    def wish(self) -> Wish:
        """Return what was chosen."""
        given = self.cleaned_data
        return Wish(
            way=Way(given["way"]),
            pace=Pace(given["pace"]),
            quiet_from=time.fromisoformat(given["quiet_from"]),
            quiet_until=time.fromisoformat(given["quiet_until"]),
        )
