"""How pages look for one reader: large type, colours, contrast and language, as kept in a small cookie."""

from dataclasses import dataclass
from typing import Self

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

COOKIE = "look"
YEAR = 365 * 24 * 3600

AXES: dict[str, tuple[str, ...]] = {
    "mode": ("care",),
    "theme": ("light", "dark"),
    "contrast": ("more", "normal"),
}
"""What may be chosen on each axis; nothing chosen means: plain pages, and colours as the system wishes."""

LANGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


@dataclass(frozen=True, slots=True)
class Appearance:
    """What one reader has chosen; an empty word leaves the axis to the system."""

    mode: str = ""
    theme: str = ""
    contrast: str = ""
    language: str = "zh-hans"
    here: str = "/"

    @classmethod
    def read(cls, cookie: str, *, language: str = "zh-hans", here: str = "/") -> Self:
        """Return the appearance a cookie asks for; words we do not know are passed over."""
        words = cookie.split(".")
        chosen = {axis: next((word for word in words if word in known), "") for axis, known in AXES.items()}
        return cls(**chosen, language=language, here=here)

    @property
    def cookie(self) -> str:
        """The cookie's value: the chosen words, joined by dots."""
        return ".".join(word for word in (self.mode, self.theme, self.contrast) if word)

    @property
    def lang(self) -> str:
        """The language as HTML writes it."""
        return LANGS.get(self.language, self.language)

    @property
    def care(self) -> bool:
        """Whether the reader wants the large, plain pages (长辈版)."""
        return self.mode == "care"

    @property
    def plain(self) -> bool:
        """Whether these are the usual pages."""
        return not self.care

    @property
    def scheme(self) -> str:
        """The colour schemes the browser may paint its own parts in."""
        return "light" if self.contrast == "more" else self.theme or "light dark"

    @property
    def attributes(self) -> SafeString:
        """The attributes of <html> that the tokens listen to."""
        chosen = ((axis, word) for axis in AXES if (word := getattr(self, axis)))
        return format_html_join("", ' data-{}="{}"', chosen)
