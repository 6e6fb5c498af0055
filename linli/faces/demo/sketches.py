"""Sketches of the places of the larger sizes, each before and after: grounds, roads, doors, stairs and roofs."""

from collections.abc import Callable
from functools import partial

from PIL import ImageDraw

Pen = ImageDraw.ImageDraw
Colour = tuple[int, int, int]
_WIDE, _HIGH = 960, 720
_SKY, _WALL, _BRICK = (203, 214, 222), (196, 184, 164), (158, 112, 92)
_GROUND, _STONE, _DARK, _WHITE = (126, 123, 118), (166, 162, 154), (44, 46, 52), (236, 234, 228)
_GRASS, _LEAF, _TRUNK, _SOIL = (120, 142, 92), (78, 112, 72), (96, 76, 60), (124, 100, 78)
_WATER, _STEEL, _WOOD, _LAMP = (112, 148, 174), (120, 128, 138), (150, 110, 72), (250, 221, 140)
_YELLOW, _RED, _GREEN = (222, 180, 60), (168, 70, 58), (74, 128, 98)


def _street(pen: Pen, ground: Colour = _GROUND) -> None:
    """A house front over the ground."""
    pen.rectangle((0, 0, _WIDE, 430), fill=_WALL)
    for x in range(60, _WIDE, 190):
        for y in (50, 220):
            pen.rectangle((x, y, x + 110, y + 110), fill=(112, 126, 138), outline=_WHITE, width=6)
            pen.line((x + 55, y, x + 55, y + 110), fill=_WHITE, width=5)
    pen.rectangle((0, 430, _WIDE, _HIGH), fill=ground)
    pen.rectangle((0, 424, _WIDE, 440), fill=_STONE)


def _water(pen: Pen, *, wet: bool) -> None:
    _street(pen)
    for x in (200, 610):
        pen.rectangle((x, 640, x + 150, 690), fill=_DARK)
        for bar in range(x + 12, x + 150, 22):
            pen.line((bar, 642, bar, 688), fill=_STEEL, width=6)
    if wet:
        pen.ellipse((60, 470, 900, 690), fill=_WATER)
        pen.ellipse((180, 520, 620, 600), outline=_WHITE, width=4)
        for x in range(150, 820, 90):
            pen.ellipse((x, 560 + x % 70, x + 34, 574 + x % 70), fill=_WOOD)


def _stairway(pen: Pen, *, railed: bool) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(218, 211, 196))
    for step in range(8):
        pen.rectangle((120 + step * 96, 640 - step * 62, _WIDE, 702 - step * 62), fill=(150 - step * 6,) * 3)
    if railed:
        pen.line((90, 480, 830, 2), fill=_WOOD, width=26)
        for x in range(140, 800, 150):
            pen.line((x, 480 - (x - 90) * 0.646, x, 540 - (x - 90) * 0.646), fill=_STEEL, width=10)


def _yard(pen: Pen, *, having: str = "") -> None:
    _street(pen)
    if having == "lines":
        for x in range(60, 900, 84):
            pen.line((x, 700, x + 46, 500), fill=_WHITE, width=8)
        for x in range(110, 860, 168):
            _bicycle(pen, x, 590)
    elif having == "lockers":
        pen.rectangle((210, 250, 770, 600), fill=_GREEN, outline=_DARK, width=6)
        for x in range(210, 770, 112):
            for y in range(250, 600, 70):
                pen.rectangle((x + 6, y + 6, x + 106, y + 64), outline=_WHITE, width=3)
        pen.rectangle((434, 330, 546, 450), fill=_DARK)
    else:
        for x in (130, 340, 700):
            pen.polygon(((x, 640), (x + 90, 610), (x + 130, 650)), fill=_STONE)


def _bicycle(pen: Pen, x: int, y: int) -> None:
    pen.ellipse((x, y, x + 52, y + 52), outline=_DARK, width=7)
    pen.ellipse((x + 66, y, x + 118, y + 52), outline=_DARK, width=7)
    pen.line((x + 26, y + 26, x + 52, y - 20, x + 92, y + 26), fill=_RED, width=8)


def _door(pen: Pen, *, is_open: bool) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=_BRICK)
    pen.rectangle((0, 650, _WIDE, _HIGH), fill=_GROUND)
    pen.rectangle((300, 110, 660, 650), fill=_DARK, outline=_STONE, width=16)
    if is_open:
        pen.polygon(((316, 126), (440, 190), (440, 690), (316, 640)), fill=_STEEL)
    else:
        pen.rectangle((316, 126, 644, 640), fill=_STEEL)
        pen.line((480, 126, 480, 640), fill=_DARK, width=6)
        pen.ellipse((600, 380, 626, 406), fill=_YELLOW)
    pen.rectangle((710, 300, 770, 400), fill=_DARK)


def _bins(pen: Pen, *, tidy: bool) -> None:
    _street(pen)
    if tidy:
        pen.polygon(((110, 250), (850, 220), (880, 280), (90, 310)), fill=_GREEN)
        for x in (130, 820):
            pen.rectangle((x, 290, x + 18, 620), fill=_STEEL)
    for number, colour in enumerate((_GREEN, (64, 96, 140), _RED, _STEEL)):
        x = 190 + number * 150
        pen.rectangle((x, 430, x + 112, 610), fill=colour)
        if tidy:
            pen.rectangle((x - 8, 408, x + 120, 436), fill=_DARK)
        else:
            pen.ellipse((x + 6, 380, x + 106, 460), fill=(90, 86, 78))
            pen.ellipse((x + 70, 600, x + 160, 660), fill=(98, 90, 78))


def _path(pen: Pen, *, even: bool) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=_GRASS)
    pen.polygon(((330, 0), (600, 0), (900, _HIGH), (60, _HIGH)), fill=_STONE)
    for row in range(0, _HIGH, 72):
        pen.line((330 - row * 0.375, row, 600 + row * 0.417, row), fill=_GROUND, width=5)
    pen.line((420, 0, 330, _HIGH), fill=_GROUND, width=5)
    pen.line((515, 0, 620, _HIGH), fill=_GROUND, width=5)
    if not even:
        pen.polygon(((380, 330), (560, 300), (590, 400), (400, 430)), fill=_WHITE, outline=_DARK)
        pen.polygon(((420, 560), (560, 530), (640, 610), (450, 650)), fill=_SOIL)
        pen.line((720, 380, 560, 350, 470, 410), fill=_TRUNK, width=18)


def _green(pen: Pen) -> None:
    _street(pen, _GRASS)


def _benches(pen: Pen) -> None:
    _green(pen)
    for x in (150, 560):
        pen.rectangle((x, 540, x + 260, 566), fill=_WOOD)
        pen.rectangle((x, 470, x + 260, 500), fill=_WOOD)
        for leg in (x + 16, x + 228):
            pen.rectangle((leg, 470, leg + 16, 640), fill=_STEEL)


def _rack(pen: Pen) -> None:
    _green(pen)
    for x in (160, 480, 800):
        pen.rectangle((x, 300, x + 16, 660), fill=_STEEL)
    pen.line((160, 320, 816, 320), fill=_STEEL, width=10)
    for x, colour in ((210, _RED), (350, _WHITE), (540, (90, 120, 160))):
        pen.rectangle((x, 322, x + 120, 520), fill=colour)


def _beds(pen: Pen) -> None:
    _green(pen)
    for x in range(70, 900, 210):
        pen.rectangle((x, 520, x + 170, 680), fill=_SOIL, outline=_WOOD, width=8)
        for plant in range(x + 24, x + 160, 36):
            pen.ellipse((plant - 12, 540 + plant % 60, plant + 16, 576 + plant % 60), fill=_LEAF)


def _waste(pen: Pen) -> None:
    _street(pen, _SOIL)
    for x in range(40, 920, 74):
        pen.polygon(((x, 520 + x % 150), (x + 60, 500 + x % 150), (x + 70, 545 + x % 150)), fill=_BRICK)


def _tree(pen: Pen, *, dense: bool) -> None:
    _street(pen, _GRASS)
    pen.rectangle((450, 300, 510, 640), fill=_TRUNK)
    crowns = ((180, 40), (360, 0), (540, 50), (260, 170), (470, 180), (640, 190)) if dense else ((360, 20),)
    for x, y in crowns:
        pen.ellipse((x, y, x + 270, y + 240), fill=_LEAF)


def _roof(pen: Pen, *, sealed: bool) -> None:
    pen.rectangle((0, 0, _WIDE, 240), fill=_SKY)
    pen.polygon(((0, 240), (_WIDE, 240), (_WIDE, _HIGH), (0, _HIGH)), fill=_GREEN if sealed else _GROUND)
    pen.rectangle((0, 220, _WIDE, 262), fill=_STONE)
    if sealed:
        for y in (360, 480, 600):
            pen.line((0, y, _WIDE, y), fill=(64, 112, 86), width=6)
    else:
        pen.line((80, 330, 300, 420, 260, 560, 480, 700), fill=_DARK, width=10)
        pen.line((300, 420, 620, 460, 860, 640), fill=_DARK, width=8)
        pen.ellipse((560, 520, 820, 600), fill=_WATER)


def _entrance(pen: Pen, *, ramp: bool) -> None:
    _street(pen)
    pen.rectangle((560, 120, 780, 470), fill=_DARK, outline=_STONE, width=12)
    for step in range(5):
        pen.rectangle(
            (560 - step * 26, 450 + step * 44, 780 + step * 26, 494 + step * 44), fill=(190 - step * 12,) * 3
        )
    if ramp:
        pen.polygon(((40, 690), (560, 460), (560, 520), (160, 690)), fill=_WHITE)
        pen.line((60, 600, 560, 370), fill=_STEEL, width=12)
        for x in range(90, 560, 110):
            pen.line((x, 586 - (x - 90) * 0.46, x, 668 - (x - 90) * 0.46), fill=_STEEL, width=9)


def _play(pen: Pen, *, new: bool) -> None:
    pen.rectangle((0, 0, _WIDE, 400), fill=_SKY)
    pen.rectangle((0, 400, _WIDE, _HIGH), fill=(180, 150, 120) if new else _GROUND)
    if new:
        for x in range(0, _WIDE, 120):
            pen.line((x, 400, x, _HIGH), fill=(160, 130, 104), width=4)
    else:
        pen.polygon(((180, 560), (420, 520), (470, 640), (210, 690)), fill=_SOIL)
        pen.polygon(((420, 520), (520, 470), (560, 540), (470, 640)), fill=_DARK)
    pen.rectangle((620, 170, 640, 600), fill=_STEEL)
    pen.polygon(((640, 190), (700, 190), (420, 610), (340, 610)), fill=_RED)
    for y in range(230, 600, 60):
        pen.line((620, y, 720, y), fill=_STEEL, width=10)


def _road(pen: Pen, *, lined: bool) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=_GRASS)
    pen.rectangle((0, 0, _WIDE, 200), fill=_SKY)
    pen.polygon(((400, 200), (560, 200), (940, _HIGH), (20, _HIGH)), fill=(92, 92, 96))
    if lined:
        for x in range(180, 780, 80):
            pen.polygon(((x, 470), (x + 40, 470), (x + 30, 510), (x - 10, 510)), fill=_YELLOW)
        pen.rectangle((790, 130, 802, 420), fill=_STEEL)
        pen.ellipse((740, 60, 850, 170), fill=_WATER, outline=_RED, width=12)


def _wall(pen: Pen, *, clean: bool) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(226, 221, 208) if clean else (188, 180, 164))
    pen.rectangle((0, 470, _WIDE, 640), fill=(150, 176, 160) if clean else (164, 158, 144))
    pen.rectangle((0, 640, _WIDE, _HIGH), fill=_GROUND)
    if not clean:
        for x, y in ((90, 80), (420, 210), (690, 60), (240, 400), (760, 430)):
            pen.polygon(((x, y), (x + 130, y - 20), (x + 150, y + 80), (x + 40, y + 110)), fill=_BRICK)
        for x in range(120, 880, 170):
            pen.rectangle((x, 300, x + 70, 350), fill=_WHITE)


def _boxes(pen: Pen, *, new: bool) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(214, 207, 192))
    for column in range(6):
        for row in range(5):
            x, y = 130 + column * 120, 110 + row * 100
            pen.rectangle((x, y, x + 108, y + 88), fill=_GREEN if new else _STEEL, outline=_DARK, width=4)
            pen.rectangle((x + 20, y + 18, x + 88, y + 28), fill=_DARK)
            if not new and (column + row) % 3 == 0:
                pen.polygon(((x, y), (x + 60, y + 30), (x + 60, y + 110), (x, y + 88)), fill=_DARK)
                pen.rectangle((x + 66, y + 30, x + 116, y + 66), fill=_WHITE)


def _night(pen: Pen, *, lit: bool) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(30, 32, 42))
    pen.polygon(
        ((420, 260), (540, 260), (900, _HIGH), (60, _HIGH)), fill=(70, 66, 60) if lit else (38, 38, 44)
    )
    for x, y in ((250, 400), (700, 400), (350, 300), (610, 300)):
        pen.rectangle((x, y - 120, x + 12, y + 60), fill=(64, 66, 74))
        if lit:
            pen.polygon(
                ((x - 6, y - 110), (x + 18, y - 110), (x + 90, y + 90), (x - 78, y + 90)), fill=(112, 100, 66)
            )
            pen.ellipse((x - 16, y - 140, x + 28, y - 100), fill=_LAMP)


def _tank(pen: Pen, *, new: bool) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(206, 202, 194))
    pen.rectangle((0, 600, _WIDE, _HIGH), fill=_GROUND)
    body = (170, 180, 188) if new else (142, 118, 98)
    pen.rectangle((120, 180, 460, 600), fill=body, outline=_DARK, width=6)
    pen.line((460, 520, 660, 520), fill=_STEEL if new else _BRICK, width=28)
    pen.ellipse((620, 430, 840, 600), fill=(64, 96, 140) if new else (112, 92, 78), outline=_DARK, width=6)
    if not new:
        pen.ellipse((420, 590, 700, 640), fill=_WATER)


def _canopy(pen: Pen, *, new: bool) -> None:
    _street(pen)
    pen.rectangle((360, 230, 600, 640), fill=_DARK, outline=_STONE, width=12)
    pen.polygon(((270, 150), (690, 150), (760, 220), (200, 220)), fill=_WATER if new else (168, 176, 172))
    if new:
        pen.line((200, 222, 760, 222), fill=_STEEL, width=14)
    else:
        pen.polygon(((420, 150), (560, 150), (520, 222), (470, 200), (440, 222)), fill=_WALL)
        pen.polygon(((600, 220), (660, 220), (640, 320)), fill=(168, 176, 172))


def _envelope(pen: Pen) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=_WOOD)
    pen.rectangle((190, 200, 770, 540), fill=_WHITE, outline=_STONE, width=6)
    pen.line((190, 200, 480, 400, 770, 200), fill=_STONE, width=6)
    pen.rectangle((430, 370, 530, 470), fill=_RED)


SCENES: dict[str, Callable[[Pen], None]] = {
    "puddle": partial(_water, wet=True),
    "dry": partial(_water, wet=False),
    "stairs-bare": partial(_stairway, railed=False),
    "stairs-rail": partial(_stairway, railed=True),
    "yard-bare": _yard,
    "yard-lined": partial(_yard, having="lines"),
    "yard-locker": partial(_yard, having="lockers"),
    "door-open": partial(_door, is_open=True),
    "door-shut": partial(_door, is_open=False),
    "bins-messy": partial(_bins, tidy=False),
    "bins-tidy": partial(_bins, tidy=True),
    "path-broken": partial(_path, even=False),
    "path-even": partial(_path, even=True),
    "garden-bare": _green,
    "garden-bench": _benches,
    "garden-rack": _rack,
    "garden-grown": _beds,
    "garden-waste": _waste,
    "tree-dense": partial(_tree, dense=True),
    "tree-light": partial(_tree, dense=False),
    "roof-cracked": partial(_roof, sealed=False),
    "roof-sealed": partial(_roof, sealed=True),
    "steps": partial(_entrance, ramp=False),
    "ramp": partial(_entrance, ramp=True),
    "play-worn": partial(_play, new=False),
    "play-new": partial(_play, new=True),
    "road-bare": partial(_road, lined=False),
    "road-lined": partial(_road, lined=True),
    "wall-peeling": partial(_wall, clean=False),
    "wall-clean": partial(_wall, clean=True),
    "boxes-broken": partial(_boxes, new=False),
    "boxes-new": partial(_boxes, new=True),
    "night-dark": partial(_night, lit=False),
    "night-light": partial(_night, lit=True),
    "tank-old": partial(_tank, new=False),
    "tank-new": partial(_tank, new=True),
    "canopy-torn": partial(_canopy, new=False),
    "canopy-new": partial(_canopy, new=True),
    "paper-vote": _envelope,
}
