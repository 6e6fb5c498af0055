"""Rows are written by actions alone, so that every change is refused, journalled and told in one place."""

from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, calls, example, is_room_code

ALWAYS = {
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "abulk_create",
    "asave",
    "adelete",
    "acreate",
}
ON_ROWS = {"create", "update", "delete"}
QUERYING = {
    "objects",
    "filter",
    "exclude",
    "all",
    "select_for_update",
    "order_by",
    "using",
    "_default_manager",
}

OUTBOX = "linli/ground/journal/news.py"  # publishing is itself a deed, called by every action


def find(source: Source) -> Iterator[Breach]:
    for call, name in calls(source.tree):
        *before, last = name.split(".")
        if not before:
            continue
        on_rows = last in ON_ROWS and bool(QUERYING & set(before))
        on_one_row = last in {"save", "delete"} and not call.args and not _is_cache(before)
        if last in ALWAYS or on_rows or on_one_row:
            yield call.lineno, f"`.{last}(…)` outside actions"


def _is_cache(before: list[str]) -> bool:
    return bool({"cache", "caches", "storage"} & set(before))


RULE = Rule(
    says="Only actions write rows.",
    where=lambda source: (
        is_room_code(source) and not source.is_part("actions") and str(source.path) != OUTBOX
    ),
    find=find,
    good=(
        example("digest.update(words)"),
        example("seen.update({1, 2})"),
        example("image.save(buffer, 'JPEG')"),
        example("cache.delete('key')"),
        example("Voice.objects.create(text='x')", "linli/circle/listen/actions/voices.py"),
    ),
    bad=(
        example("voice.save()"),
        example("voice.save(update_fields=['stage'])"),
        example("Voice.objects.create(text='x')"),
        example("Voice.objects.filter(pk=1).update(text='x')"),
        example("area.voices.all().delete()"),
        example("voice.delete()", "linli/circle/listen/views.py"),
        example("Voice.objects.bulk_create(rows)"),
    ),
)
