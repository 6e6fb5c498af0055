"""Keeps one person one author: what a newcomer said belongs, once confirmed, to the resident they are."""

from datetime import datetime

from django.db import transaction

from linli.circle.listen.actions import grouping, hearing
from linli.circle.listen.models import Topic, Voice
from linli.ground.people.models import Resident


@transaction.atomic
def take_over(*, newcomer: int, resident: int, at: datetime) -> int:
    """Make a resident the author of what a newcomer said, and count the topics anew; return how many voices."""
    person = Resident.objects.filter(pk=resident).first()
    said = list(Voice.objects.filter(author_id=newcomer).order_by("pk").values_list("pk", "topic_id"))
    if person is None or newcomer == resident:
        return 0
    standing = {topic for _voice, topic in said}
    topics = list(Topic.objects.select_for_update(no_key=True).filter(pk__in=standing).order_by("pk"))
    Voice.objects.filter(pk__in=[voice for voice, _topic in said]).update(
        author=person, author_key=hearing.author_key(person)
    )
    for topic in topics:
        grouping.recount(topic, at)
    return len(said)
