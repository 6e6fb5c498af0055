"""Time is an argument: only ground/lib/clock.py reads the clock, and only doors ask it."""

from collections.abc import Iterator

from tests.architecture.house import Breach, Rule, Source, calls, dotted, example, is_code

READINGS = {
    "timezone.now", "timezone.localdate", "timezone.localtime", "datetime.now", "datetime.utcnow", "datetime.today",
    "date.today", "datetime.datetime.now", "datetime.date.today", "time.time", "time.time_ns", "time.localtime",
}  # fmt: skip
DATABASE_READINGS = {"Now", "functions.Now"}
DOORS = (
    "views",
    "api",
    "tasks",
    "subscribers",
    "admin",
    "management",
    "middleware",
    "context",
    "boundary",
    "feeds",
    "chores",
)
# chance.py puts the time into identifiers (UUID 7), where it orders rows and decides nothing.
MAY_READ = {"linli/ground/lib/clock.py", "linli/ground/lib/chance.py"}
FIELD_READINGS = {"auto_now", "auto_now_add"}


def find(source: Source) -> Iterator[Breach]:
    for call, name in calls(source.tree):
        with_time_given = name in {"timezone.localdate", "timezone.localtime", "time.localtime"} and call.args
        if name in READINGS | DATABASE_READINGS and not with_time_given:
            yield call.lineno, f"`{name}()`; take `at=` from the caller"
        if name in {"clock.now", "clock.today"} and not source.is_part(*DOORS):
            yield call.lineno, f"`{name}()` behind a door; take `at=` from the caller"
        for keyword in call.keywords:
            if keyword.arg in FIELD_READINGS or (
                keyword.arg == "default" and dotted(keyword.value) in READINGS
            ):
                yield keyword.value.lineno, "a field that reads the clock by itself"


RULE = Rule(
    says="No clock outside doors.",
    where=lambda source: is_code(source) and str(source.path) not in MAY_READ,
    find=find,
    good=(
        example("voices.say(at=clock.now())", "linli/circle/listen/views/voices.py"),
        example("day = timezone.localdate(at)"),
        example("time.monotonic()"),
    ),
    bad=(
        example("at = timezone.now()"),
        example("at = timezone.now()", "linli/circle/listen/views.py"),
        example("at = datetime.now(tz=UTC)", "civics/text/topics.py"),
        example("at = clock.now()", "linli/circle/listen/actions/voices.py"),
        example("at = models.DateTimeField(auto_now_add=True)", "linli/circle/listen/models.py"),
        example("at = models.DateTimeField(default=timezone.now)", "linli/circle/listen/models.py"),
    ),
)
