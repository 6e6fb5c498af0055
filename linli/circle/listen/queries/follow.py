"""What those who hear news look up: rows by id, without asking who may."""

from linli.circle.listen.models import Voice


def voice(pk: int) -> Voice | None:
    """Return a voice, or None when an undone import took it away."""
    return Voice.objects.filter(pk=pk).first()


def joined_to(pk: int) -> list[int]:
    """Return the voices that were joined to one."""
    return list(Voice.objects.filter(joined_to_id=pk).order_by("pk").values_list("pk", flat=True))
