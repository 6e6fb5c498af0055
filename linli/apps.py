"""Hangs up the wiring once all rooms are loaded: the one place where an import waits inside a function."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class Linli(AppConfig):
    """The whole house, loaded last."""

    name = "linli"

    def ready(self) -> None:
        """Tell the journal which news reaches whom, and forms what to say."""
        from linli import wiring  # noqa: PLC0415 -- rooms must be loaded before they are wired
        from linli.circle.matters import naming  # noqa: PLC0415 -- as above
        from linli.ground.files import keepers  # noqa: PLC0415 -- as above
        from linli.ground.journal import chores, news, sentences  # noqa: PLC0415 -- as above
        from linli.ground.messages import wording  # noqa: PLC0415 -- as above

        news.wire(same_breath=wiring.SAME_BREATH, afterwards=wiring.AFTERWARDS)
        chores.hang(wiring.CHORES)
        sentences.hang(wiring.SENTENCES)
        keepers.hang(wiring.KEEPERS)
        naming.hang(wiring.CATEGORIES)
        wording.hang(wiring.TOLD, wiring.WHYS, wiring.MUTE)
        # What a form says of an empty field that has no words of its own, instead of Django's “required”.
        Field.default_error_messages["required"] = _("这一项还空着，请填好。")
