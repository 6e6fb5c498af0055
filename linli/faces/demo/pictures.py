"""Photos of the demo, drawn on the spot: nobody's picture is used."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from linli.faces.demo import sketches

_SIZE = (960, 720)
_SKY, _WALL, _GROUND = (206, 214, 220), (181, 170, 152), (112, 110, 108)
_ROOF, _DARK, _LAMP, _WATER = (92, 104, 116), (40, 42, 48), (250, 221, 140), (120, 160, 190)


@cache
def drawn(scene: str) -> bytes:
    """Return a JPEG of a scene by its name: what, and how it was before or after.

    Raises:
        KeyError: there is no such scene.
    """
    image = Image.new("RGB", _SIZE, _SKY)
    draw = SCENES[scene]
    draw(ImageDraw.Draw(image))
    out = BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def _shed(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 470, 960, 720), fill=_GROUND)
    pen.polygon(((60, 210), (900, 170), (930, 240), (40, 280)), fill=_ROOF)
    for x in (110, 360, 610, 850):
        pen.rectangle((x, 250, x + 22, 560), fill=(70, 76, 84))
    for x in range(170, 840, 130):
        pen.ellipse((x, 560, x + 60, 620), outline=_DARK, width=8)
        pen.ellipse((x + 70, 560, x + 130, 620), outline=_DARK, width=8)
        pen.line((x + 30, 590, x + 60, 530, x + 100, 590), fill=(150, 60, 50), width=10)


def _leaking(pen: ImageDraw.ImageDraw) -> None:
    _shed(pen)
    for x in (250, 480, 700):
        pen.line((x, 200, x + 12, 262), fill=_DARK, width=6)
        for y in range(280, 560, 40):
            pen.ellipse((x + 4, y, x + 14, y + 18), fill=_WATER)
        pen.ellipse((x - 50, 620, x + 80, 660), fill=_WATER)


def _patched(pen: ImageDraw.ImageDraw) -> None:
    _shed(pen)
    for x in (240, 470, 690):
        pen.rectangle((x, 205, x + 44, 262), fill=(132, 146, 158))


def _sockets(pen: ImageDraw.ImageDraw, height: int) -> None:
    pen.rectangle((0, 0, 960, 720), fill=_WALL)
    pen.rectangle((0, 640, 960, 720), fill=_GROUND)
    for x in range(90, 900, 160):
        pen.rectangle((x, height, x + 80, height + 90), fill=(238, 238, 234), outline=_DARK, width=4)
        pen.ellipse((x + 20, height + 30, x + 32, height + 42), fill=_DARK)
        pen.ellipse((x + 48, height + 30, x + 60, height + 42), fill=_DARK)


def _low(pen: ImageDraw.ImageDraw) -> None:
    _sockets(pen, 530)


def _high(pen: ImageDraw.ImageDraw) -> None:
    _sockets(pen, 210)
    pen.line((60, 210, 60, 640), fill=(170, 60, 40), width=6)


def _stairs(pen: ImageDraw.ImageDraw, *, light: bool) -> None:
    pen.rectangle((0, 0, 960, 720), fill=(222, 214, 196) if light else (38, 38, 46))
    for step in range(8):
        shade = 150 - step * 8 if light else 58 - step * 3
        pen.rectangle((120 + step * 70, 620 - step * 56, 960, 676 - step * 56), fill=(shade, shade, shade))
    if light:
        pen.ellipse((430, 60, 530, 160), fill=_LAMP)
        pen.polygon(((400, 170), (560, 170), (760, 560), (200, 560)), outline=_LAMP)


def _dark(pen: ImageDraw.ImageDraw) -> None:
    _stairs(pen, light=False)


def _light(pen: ImageDraw.ImageDraw) -> None:
    _stairs(pen, light=True)


SCENES = {
    **sketches.SCENES,
    "shed-leaking": _leaking,
    "shed-patched": _patched,
    "sockets-low": _low,
    "sockets-high": _high,
    "stairs-dark": _dark,
    "stairs-light": _light,
}
