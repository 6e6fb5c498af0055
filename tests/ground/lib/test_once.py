"""A question written once is answered as Django would answer it, each time anew."""

from datetime import timedelta

from django.db.models import QuerySet

from linli.ground.lib.once import written_once
from linli.ground.people.choices import AreaKind
from linli.ground.people.models import Area, AreaWithin, Post
from tests.street import NOW


def test_each_call_is_answered_with_its_own_values(street):
    @written_once
    def inside(parent: int) -> QuerySet[Area]:
        return Area.objects.filter(parent_id=parent).select_related("parent").order_by("id")

    plain = {area.pk: list(Area.objects.filter(parent=area).order_by("id")) for area in street.areas.values()}

    assert {pk: inside(pk) for pk in plain} == plain
    assert [area.parent.pk for area in inside(street.huaiyin.pk)] == [street.huaiyin.pk] * len(
        plain[street.huaiyin.pk]
    )


def test_moments_words_and_rows_below_questions_are_given_too(street):
    @written_once
    def held(kind: str, at: object, outer: int) -> QuerySet[Post, int]:
        inside = AreaWithin.objects.filter(outer_id=outer).values("inner_id")
        return Post.objects.filter(kind=kind, since__lte=at, area__in=inside).values_list("pk", flat=True)

    staff = street.people["gu_min"].posts.get()

    assert held(staff.kind, NOW, street.huaiyin.pk) == [staff.pk]
    assert held(staff.kind, staff.since - timedelta(days=1), street.huaiyin.pk) == []
    assert held(staff.kind, NOW, street.b2.pk) == []


def test_keyword_arguments_are_written_into_the_statement(street):
    @written_once
    def some(kind: str, *, size: int) -> QuerySet[Area]:
        return Area.objects.filter(kind=kind).order_by("id")[:size]

    everything = list(Area.objects.filter(kind=AreaKind.BUILDING).order_by("id"))

    assert [some(AreaKind.BUILDING, size=number) for number in (1, 2, 1)] == [
        everything[:1],
        everything[:2],
        everything[:1],
    ]


def test_what_hangs_on_the_rows_is_fetched_for_the_rows_of_each_call(street):
    @written_once
    def areas(pk: int) -> QuerySet[Area]:
        return Area.objects.filter(pk=pk).prefetch_related("children")

    found = [areas(street.areas[key].pk)[0] for key in ("huaiyin", "b1")]

    assert [set(area.children.all()) for area in found] == [
        set(Area.objects.filter(parent=street.areas[key])) for key in ("huaiyin", "b1")
    ]


def test_a_row_changed_between_two_calls_is_read_anew(street, django_assert_num_queries):
    @written_once
    def named(pk: int) -> QuerySet[Area, str]:
        return Area.objects.filter(pk=pk).values_list("name", flat=True)

    with django_assert_num_queries(3):
        before = named(street.b1.pk)
        Area.objects.filter(pk=street.b1.pk).update(name="新1号楼")
        after = named(street.b1.pk)

    assert (before, after) == ([street.b1.name], ["新1号楼"])
