"""Who may see a file that hangs beside a notice: everyone once it is posted, before that who drafts or signs there."""

from datetime import datetime

from linli.commons.notices import rules
from linli.commons.notices.models import NoticeFile
from linli.ground.files.models import StoredFile
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


def may_see(actor: Actor, file: StoredFile, at: datetime) -> bool:
    """Say whether an actor may see a file now."""
    hung = NoticeFile.objects.select_related("notice").filter(file=file).first()
    if hung is None:
        return bool(actor.account_id) and file.brought_by == actor.account_id
    if hung.notice.is_readable():
        return True
    return rules.may_see_drafts(actor, areas.around(hung.notice.area_id), at)
