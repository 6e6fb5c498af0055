"""What a contracted carrier needs to know, read from the environment."""

from dataclasses import dataclass

from linli.ground.lib import env


@dataclass(frozen=True, slots=True)
class Contract:
    """Keys, signature and registered template numbers of one contract with a carrier.

    `endpoint` is where it is reached: a host, or an address with its scheme; empty for the carrier's usual one.
    """

    key_id: str
    key_secret: str
    app: str
    sign: str
    templates: dict[str, str]
    endpoint: str

    def reached_at(self, usual: str) -> tuple[str, str]:
        """Return scheme and host of the carrier."""
        scheme, bar, host = (self.endpoint or usual).rpartition("://")
        return (scheme if bar else "https"), host.rstrip("/")


def contract() -> Contract:
    """Return the contract from LINLI_SMS_KEY_ID, _KEY_SECRET, _APP, _SIGN, _ENDPOINT, _TEMPLATES ("code=123,…")."""
    pairs = (word.partition("=") for word in env.words("LINLI_SMS_TEMPLATES"))
    return Contract(
        key_id=env.text("LINLI_SMS_KEY_ID"),
        key_secret=env.text("LINLI_SMS_KEY_SECRET"),
        app=env.text("LINLI_SMS_APP"),
        sign=env.text("LINLI_SMS_SIGN"),
        templates={name.strip(): number.strip() for name, _sign, number in pairs},
        endpoint=env.text("LINLI_SMS_ENDPOINT"),
    )
