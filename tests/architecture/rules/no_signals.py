"""News travels by the wiring, in an order one can read; never by signals."""

from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, example, imported, is_code

BANNED = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals",
          "django.contrib.contenttypes", "django_tasks.signals", "allauth.account.signals")  # fmt: skip


def find(source: Source) -> Iterator[Breach]:
    for line, name in imported(source.tree):
        if name.startswith(BANNED):
            yield line, f"`{name}`: an event and a line in wiring.py say it openly"


RULE = Rule(
    says="No Django signals, and no GenericForeignKey.",
    where=is_code,
    find=find,
    good=(example("from linli.ground.journal import news"),),
    bad=(
        example("from django.db.models.signals import post_save"),
        example("from django.dispatch import receiver"),
        example("from django.contrib.contenttypes.fields import GenericForeignKey"),
    ),
)
