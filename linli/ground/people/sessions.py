"""Sessions in the database, found by a question that is written once: every page of whoever is signed in asks it."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from linli.ground.lib.clock import now
from linli.ground.lib.once import written_once


class SessionStore(db.SessionStore):
    """Django's own sessions; only the look-up is ours."""

    def _get_session_from_db(self) -> Session | None:
        found = _found(self.session_key, now()) if self.session_key else []
        if not found:
            self._session_key = None
        return found[0] if found else None


@written_once
def _found(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)
