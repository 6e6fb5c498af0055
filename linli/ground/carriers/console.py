"""Carries text messages to the terminal, for trying things out: the default until a carrier is contracted."""

import sys

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "code": _("【邻里】登录验证码 {code}，十分钟内有效。不是您本人操作，请不用理会。"),
    "spoken_for": _("【邻里】{helper}替您反映了一件事，回执号 {receipt}。如果不是您的意思，请告诉社区。"),
    "heard": _("【邻里】您的话记下了，回执号 {receipt}。"),
    "answered": _("【邻里】您反映的 {receipt} 有答复了，请打开回执查看并评分。"),
    "news": _("【邻里】您关心的事有 {number} 条新消息，请打开邻里看一看，或问社区。"),
}


def send(phone: str, template: str, facts: dict[str, str]) -> None:
    """Print the message with the last four digits of the number; a terminal is a log, and logs hold no numbers."""
    sys.stdout.write(f"SMS …{phone[-4:]}: {str(_WORDS[template]).format(**facts)}\n")
    sys.stdout.flush()
