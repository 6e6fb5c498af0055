"""Recognises recordings by their content and reads how long they are, without decoding them."""

import struct
from dataclasses import dataclass

from linli.ground.files.refusals import NotASound

WEBM, OGG, MP4, MP3, WAV = "audio/webm", "audio/ogg", "audio/mp4", "audio/mpeg", "audio/wav"
ENDINGS = {WEBM: "webm", OGG: "ogg", MP4: "m4a", MP3: "mp3", WAV: "wav"}

_EBML = b"\x1a\x45\xdf\xa3"
_MP3_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_MP3_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_OPUS_CLOCK = 48_000
_PICTURES = {b"heic", b"heix", b"mif1", b"msf1", b"avif"}
_SHORTEST = 100


@dataclass(frozen=True, slots=True)
class Sound:
    """What a recording is, and how long in seconds; None when the file does not say (a live recording in WebM)."""

    media_type: str
    seconds: float | None


def heard(content: bytes) -> Sound:
    """Return what kind of recording this is and how long.

    Raises:
        NotASound: it is none of WebM, Ogg, M4A, MP3 and WAV, or it is cut off at the head.
    """
    if len(content) < _SHORTEST:
        raise NotASound
    try:
        return _recognised(content)
    except (struct.error, IndexError, ZeroDivisionError) as broken:
        raise NotASound from broken


def _recognised(content: bytes) -> Sound:
    head = content[:16]
    if head.startswith(_EBML) and b"webm" in content[:64]:
        return Sound(WEBM, _webm_seconds(content))
    if head.startswith(b"OggS"):
        return Sound(OGG, _ogg_seconds(content))
    if head[4:8] == b"ftyp" and head[8:12] not in _PICTURES:
        return Sound(MP4, _mp4_seconds(content))
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return Sound(WAV, _wav_seconds(content))
    if head.startswith(b"ID3") or (head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return Sound(MP3, _mp3_seconds(content))
    raise NotASound


def _webm_seconds(content: bytes) -> float | None:
    """Duration (0x4489) in the segment's info; recordings made live leave it out."""
    spot = content.find(b"\x44\x89", 0, 4096)
    if spot < 0:
        return _last_cluster_seconds(content)
    length = content[spot + 2] & 0x7F
    raw = content[spot + 3 : spot + 3 + length]
    (value,) = struct.unpack(">d" if length == 8 else ">f", raw)
    return float(value) / 1000 if value > 0 else _last_cluster_seconds(content)


def _last_cluster_seconds(content: bytes) -> float | None:
    """The time code (0xE7) of the last cluster (0x1F43B675), in milliseconds: within a few seconds of the end."""
    spot = content.rfind(b"\x1f\x43\xb6\x75")
    code = content.find(b"\xe7", spot, spot + 32) if spot >= 0 else -1
    if code < 0:
        return None
    length = content[code + 1] & 0x7F
    if not 1 <= length <= 8:
        return None
    return int.from_bytes(content[code + 2 : code + 2 + length], "big") / 1000


def _ogg_seconds(content: bytes) -> float | None:
    """The granule of the last page over the sampling rate of the first."""
    last = content.rfind(b"OggS")
    (granule,) = struct.unpack_from("<q", content, last + 6)
    opus, vorbis = content.find(b"OpusHead", 0, 200), content.find(b"\x01vorbis", 0, 200)
    if opus >= 0:
        return float(granule) / _OPUS_CLOCK
    if vorbis >= 0:
        (rate,) = struct.unpack_from("<I", content, vorbis + 12)
        return float(granule) / float(rate)
    raise NotASound


def _mp4_seconds(content: bytes) -> float | None:
    """Duration over time scale in the movie header; recordings in fragments say nought there."""
    spot = content.find(b"mvhd")
    if spot < 0:
        return None
    version = content[spot + 4]
    scale, length = struct.unpack_from(">IQ" if version else ">II", content, spot + (24 if version else 16))
    return float(length) / float(scale) if length else None


def _wav_seconds(content: bytes) -> float | None:
    form, data = content.find(b"fmt ", 12, 4096), content.find(b"data", 12, 65_536)
    if form < 0 or data < 0:
        raise NotASound
    (rate,) = struct.unpack_from("<I", content, form + 16)
    (length,) = struct.unpack_from("<I", content, data + 4)
    seconds: float = min(length, len(content) - data - 8) / rate
    return seconds


def _mp3_seconds(content: bytes) -> float | None:
    """Size over the bit rate of the first frame: exact for constant rates, near enough to know what is too long."""
    start = 0
    if content.startswith(b"ID3"):
        size = content[6:10]
        start = 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    while start < len(content) - 4 and not (content[start] == 0xFF and content[start + 1] & 0xE0 == 0xE0):
        start += 1
    second, third = content[start + 1], content[start + 2]
    rates = _MP3_RATES if second & 0x18 == 0x18 else _MP3_RATES_2
    rate = rates[third >> 4]
    if not rate or second & 0x06 != 0x02:
        raise NotASound
    return (len(content) - start) * 8 / (rate * 1000)
