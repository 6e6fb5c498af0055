"""Questions whose SQL is written once a process; Django writes the same statement anew at every call (up to 1 ms)."""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Asked = ParamSpec("Asked")
Row = TypeVar("Row")


def written_once(ask: Callable[Asked, QuerySet[Any, Row]]) -> Callable[Asked, list[Row]]:
    """Let the SQL of a question be written once, for each set of its keyword arguments, and then only be answered.

    Positional arguments are given to the database at each call: the question puts them into conditions as they are,
    looks at them no further, and none of them is None or a list. Sizes and the like are keyword arguments.
    """
    places = sum(one.kind is not one.KEYWORD_ONLY for one in signature(ask).parameters.values())
    known: dict[tuple[Any, ...], _Statement] = {}

    @wraps(ask)
    def answer(*given: Asked.args, **fixed: Asked.kwargs) -> list[Row]:
        key = tuple(sorted(fixed.items()))
        statement = known.get(key)
        if statement is None:
            marks: Any = [_Given(place) for place in range(places)]
            statement = known[key] = _Statement(ask(*marks, **fixed))
        return statement.answer(given)

    return answer


class _Given(Expression):
    """The place in a statement where a value is given each time."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, Any]:
        """Return a mark for the database, and this place instead of a value."""
        return "%s", [self]


class _Statement:
    """One question as it was written: the rows it asks for, its SQL, and where values go."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.rows = rows
        self.compiler = rows.query.get_compiler(rows.db)
        self.sql, self.params = self.compiler.as_sql()

    def answer(self, given: tuple[Any, ...]) -> list[Any]:
        """Return the rows that Django would return, asked by a compiler that has nothing left to write."""
        written, rows = copy(self.compiler), self.rows.all()
        written.connection = connection = connections[rows.db]
        values = [_adapted(value, connection) for value in given]
        filled = tuple(values[one.place] if isinstance(one, _Given) else one for one in self.params)
        written.as_sql = lambda *_given, **_fixed: (self.sql, filled)
        rows.query.get_compiler = lambda *_given, **_fixed: written  # type: ignore[method-assign] # of this one query
        return list(rows)


def _adapted(value: Any, connection: Any) -> Any:
    """A value as a field of its kind would give it to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return str(value) if isinstance(value, str) else value
