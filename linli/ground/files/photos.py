"""Opens pictures, turns them upright, makes them smaller and writes them anew: nothing but the pixels survives."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from linli.ground.files.refusals import NotAPhoto, TooManyPixels

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF")
LONGEST_SIDE = 1600
THUMBNAIL_SIDE = 320
MOST_PIXELS = 60_000_000
QUALITY = 82

register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as the house keeps it: JPEG without any tags, and a small one for lists."""

    body: bytes
    thumbnail: bytes
    width: int
    height: int


def taken(content: bytes) -> Photo:
    """Return a picture written anew: upright, at most 1600 pixels a side, without place, time, camera or name.

    Raises:
        NotAPhoto: it is no picture of a known format, or it is cut off.
        TooManyPixels: it would fill the memory.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise TooManyPixels(most=MOST_PIXELS // 10_000)
                picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
                upright = ImageOps.exif_transpose(picture)
                plain = _plain(upright)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
    ) as broken:
        raise NotAPhoto from broken
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    small = plain.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return Photo(_written(plain), _written(small), plain.width, plain.height)


def _plain(picture: Image.Image) -> Image.Image:
    """Return the pixels on white, in plain colours, with nothing attached."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        over = picture.convert("RGBA")
        white = Image.new("RGB", over.size, "white")
        white.paste(over, mask=over.getchannel("A"))
        return white
    pixels = picture.convert("RGB")
    return Image.frombytes("RGB", pixels.size, pixels.tobytes())


def _written(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
