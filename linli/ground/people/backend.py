"""Who is signed in: the account together with where its resident lives and the posts they hold, in one question."""

from allauth.account.auth_backends import AuthenticationBackend

from linli.ground.lib.clock import now
from linli.ground.people.models import Account
from linli.ground.people.queries import actors


class Backend(AuthenticationBackend):  # type: ignore[misc] # allauth ships no types
    """The library's way of signing in; only the look-up of whoever is signed in is ours."""

    def get_user(self, user_id: int) -> Account | None:
        """Return an active account by its number, or None."""
        account = actors.signed_in(user_id, now())
        return account if account is not None and self.user_can_authenticate(account) else None
