"""Messages about the same matter stand together in an inbox, the newest of them leading."""

from types import SimpleNamespace

from linli.ground.messages.queries.inbox import Line, threads


def line(pk, matter=None, read=None):
    return Line(SimpleNamespace(pk=pk, matter_id=matter, read_at=read), f"{pk}", "", "")


def test_what_is_about_one_matter_stands_under_its_newest_message():
    found = threads([line(9, 1), line(8), line(7, 2), line(6, 1), line(5, 1, read="yes"), line(4)])

    assert [(one.newest.words, [old.words for old in one.earlier], one.unread) for one in found] == [
        ("9", ["6", "5"], 1),
        ("8", [], 0),
        ("7", [], 0),
        ("4", [], 0),
    ]
