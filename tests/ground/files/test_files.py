"""Files come in by what they are, leave what gives people away outside, and go only to who may see them."""

import io
import struct
import wave
import zipfile
from collections.abc import Callable

import pillow_heif
import pytest
from django.http import HttpRequest
from django.test import Client
from PIL import Image

from linli.ground.files import keepers, photos, shelves, sounds
from linli.ground.files.actions import files
from linli.ground.files.models import FileKind, StoredFile
from linli.ground.files.queries import files as stored
from linli.ground.files.refusals import (
    FileIsEmpty,
    FileIsTooLarge,
    NotAPhoto,
    NotASheet,
    NotASound,
    SoundIsTooLong,
    TooManyPixels,
)
from tests.street import NOW

GPS_TAG, MODEL_TAG, ORIENTATION = 0x8825, 0x0110, 0x0112


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 200), **more: object) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    image.save(out, kind, **more)
    return out.getvalue()


def tagged(turned: int = 1) -> bytes:
    exif = Image.Exif()
    exif[MODEL_TAG], exif[ORIENTATION] = "Secret Phone 9", turned
    exif.get_ifd(GPS_TAG)[2] = (31.0, 23.0, 7.0)
    return picture(exif=exif.tobytes())


def heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (300, 100), "green")).save(out, format="HEIF")
    return out.getvalue()


def speech(seconds: float, rate: int = 8000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1), sound.setsampwidth(1), sound.setframerate(rate)
        sound.writeframes(b"\x80" * int(seconds * rate))
    return out.getvalue()


def ogg(seconds: float) -> bytes:
    head = b"OggS" + bytes([0, 2]) + struct.pack("<q", 0) + bytes(14) + b"OpusHead" + bytes(12)
    return head + b"OggS" + bytes([0, 4]) + struct.pack("<q", int(seconds * 48_000)) + bytes(80)


def m4a(seconds: int) -> bytes:
    body = b"mvhd" + bytes(12) + struct.pack(">II", 1000, seconds * 1000)
    return struct.pack(">I", 24) + b"ftypM4A " + bytes(16) + struct.pack(">I", 100) + body + bytes(80)


def mp3(seconds: float) -> bytes:
    frame = b"\xff\xfb\x90\x00"  # MPEG-1 layer III, 128 kbit/s
    return frame + bytes(int(seconds * 16_000))


def webm(seconds: float) -> bytes:
    return (
        b"\x1a\x45\xdf\xa3"
        + bytes(8)
        + b"webm"
        + b"\x44\x89\x88"
        + struct.pack(">d", seconds * 1000)
        + bytes(99)
    )


def take(content: bytes, kind: str = "photo") -> StoredFile:
    deed: Callable[..., StoredFile] = getattr(files, f"take_{kind}")
    return deed(content=content, keeper="test", area=1, by=None, at=NOW)


@pytest.mark.django_db
class TestPhotos:
    def test_place_camera_and_time_are_left_outside(self) -> None:
        kept = take(tagged())
        content = stored.content(kept)

        assert b"Secret Phone" in tagged() and b"Secret Phone" not in content
        assert dict(Image.open(io.BytesIO(content)).getexif()) == {}

    def test_a_turned_photo_stands_upright(self) -> None:
        kept = take(tagged(turned=6))

        assert (kept.width, kept.height) == (200, 400)

    def test_a_large_photo_becomes_smaller_with_a_small_one_beside(self) -> None:
        kept = take(picture(size=(4000, 3000)))
        small = Image.open(shelves.where(kept.thumbnail))

        assert (kept.width, kept.height) == (1600, 1200)
        assert small.size == (320, 240)

    @pytest.mark.parametrize(
        "content",
        [picture("JPEG"), picture("PNG"), picture("WEBP"), picture("GIF"), heic()],
        ids=["jpeg", "png", "webp", "gif", "heic"],
    )
    def test_what_phones_take_is_read(self, content: bytes) -> None:
        kept = take(content)

        assert (kept.kind, kept.media_type, kept.size > 0) == (FileKind.PHOTO, "image/jpeg", True)

    def test_transparency_becomes_white(self) -> None:
        out = io.BytesIO()
        Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
        taken = Image.open(io.BytesIO(photos.taken(out.getvalue()).body))

        assert taken.getpixel((5, 5)) == (255, 255, 255)

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", FileIsEmpty),
            (b"\xff\xd8\xff" + bytes(50), NotAPhoto),
            (picture()[:300], NotAPhoto),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotAPhoto),
            (b"%PDF-1.4 " + bytes(200), NotAPhoto),
            (speech(1), NotAPhoto),
            (bytes(50_000_000), FileIsTooLarge),
        ],
        ids=["empty", "head only", "cut off", "svg", "pdf", "sound", "50 MB"],
    )
    def test_what_is_no_photo_is_refused_in_words(self, content: bytes, refusal: type[Exception]) -> None:
        with pytest.raises(refusal) as refused:
            take(content)

        assert len(str(refused.value)) > 8
        assert StoredFile.objects.count() == 0

    def test_a_picture_that_would_fill_the_memory_is_refused(self) -> None:
        with pytest.raises(TooManyPixels):
            take(picture("PNG", size=(30_000, 3_000)))

    def test_names_say_nothing(self) -> None:
        one, two = take(picture()), take(picture())

        assert one.path != two.path and one.sha256 == two.sha256
        assert len(one.path) > 24

    def test_a_removed_file_is_gone(self, django_capture_on_commit_callbacks: Callable[..., object]) -> None:
        kept = take(picture())
        place = shelves.where(kept.path)
        with django_capture_on_commit_callbacks(execute=True):
            files.remove(file=kept, by=None, at=NOW)

        assert (place.exists(), StoredFile.objects.count()) == (False, 0)


@pytest.mark.django_db
class TestSounds:
    @pytest.mark.parametrize(
        ("content", "media_type", "seconds"),
        [
            (speech(3), "audio/wav", 3),
            (ogg(42), "audio/ogg", 42),
            (m4a(17), "audio/mp4", 17),
            (mp3(8), "audio/mpeg", 8),
            (webm(12), "audio/webm", 12),
        ],
        ids=["wav", "ogg", "m4a", "mp3", "webm"],
    )
    def test_recordings_are_known_by_their_content(
        self, content: bytes, media_type: str, seconds: float
    ) -> None:
        kept = take(content, "sound")

        assert (kept.media_type, round(kept.seconds or 0)) == (media_type, seconds)
        assert stored.content(kept) == content

    @pytest.mark.parametrize(
        "content",
        [speech(400, 1000), ogg(310), m4a(600), mp3(330), webm(500)],
        ids=["wav", "ogg", "m4a", "mp3", "webm"],
    )
    def test_five_minutes_are_enough(self, content: bytes) -> None:
        with pytest.raises(SoundIsTooLong):
            take(content, "sound")

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", FileIsEmpty),
            (bytes(11_000_000), FileIsTooLarge),
            (b"RIFF" + bytes(4) + b"WAVE" + bytes(200), NotASound),
            (b"OggS" + bytes(200), NotASound),
            (picture(), NotASound),
            (heic(), NotASound),
            (b"ID3" + bytes(300), NotASound),
            (b"hello" * 40, NotASound),
        ],
        ids=["empty", "11 MB", "wav head", "ogg head", "jpeg", "heic", "mp3 head", "text"],
    )
    def test_what_is_no_recording_is_refused(self, content: bytes, refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            take(content, "sound")

    def test_a_live_recording_tells_its_length_by_its_last_cluster(self) -> None:
        live = b"\x1a\x45\xdf\xa3" + bytes(8) + b"webm" + bytes(200)
        live += b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x82\x1f\x40" + bytes(50)

        assert sounds.heard(live).seconds == 8.0


@pytest.mark.django_db
class TestSheets:
    def test_a_zip_bomb_is_no_table(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", "x")
            info = packed.infolist()[0]
            info.file_size = 2_000_000_000
        with pytest.raises(NotASheet):
            take(out.getvalue(), "sheet")

    @pytest.mark.parametrize(
        "content", [b"PK\x03\x04" + bytes(100), picture(), b"a\x00b", b"\xff\xfe\xfa\xb0"]
    )
    def test_what_is_no_table_is_refused(self, content: bytes) -> None:
        with pytest.raises(NotASheet):
            take(content, "sheet")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_text_tables_are_taken(self, encoding: str) -> None:
        assert take("编号,内容\n1,灯".encode(encoding), "sheet").media_type == "text/csv"


@pytest.mark.django_db
class TestShowing:
    def hang(self, monkeypatch: pytest.MonkeyPatch, answer: bool) -> None:
        def may_see(_request: HttpRequest, _file: StoredFile) -> bool:
            return answer

        monkeypatch.setitem(keepers._hung, "test", may_see)

    def test_the_keeper_decides_each_time(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = take(picture())
        self.hang(monkeypatch, answer=False)
        assert client.get(f"/files/{kept.pk}").status_code == 404
        self.hang(monkeypatch, answer=True)
        response = client.get(f"/files/{kept.pk}")

        assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
        assert b"".join(response.streaming_content) == stored.content(kept)  # type: ignore[attr-defined] # a file response
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Disposition"].startswith("inline")
        assert "sandbox" in response["Content-Security-Policy"]
        assert "private" in response["Cache-Control"]

    def test_nobody_sees_a_file_whose_keeper_is_not_there(self, client: Client) -> None:
        assert client.get(f"/files/{take(picture()).pk}").status_code == 404

    def test_tables_are_downloads(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hang(monkeypatch, answer=True)
        response = client.get(f"/files/{take(b'a,b', 'sheet').pk}")

        assert response["Content-Disposition"].startswith("attachment")
        b"".join(response.streaming_content)

    def test_a_thumbnail_is_shown_and_a_sound_has_none(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.hang(monkeypatch, answer=True)
        response = client.get(f"/files/{take(picture()).pk}/small")
        b"".join(response.streaming_content)

        assert response.status_code == 200
        assert client.get(f"/files/{take(speech(1), 'sound').pk}/small").status_code == 404

    def test_no_address_leads_out_of_the_folder(self) -> None:
        for name in ("../secret", "/etc/passwd", "", "a/../../b"):
            with pytest.raises(ValueError, match="leads out"):
                shelves.where(name)
