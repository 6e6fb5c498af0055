"""The noes of this room, each with its words for people."""

from django.utils.translation import gettext_lazy as _

from linli.ground.lib.refusal import Refusal


class FileIsEmpty(Refusal):
    """The file has no content."""

    code = "file_is_empty"
    status = 422
    reason = _("这个文件是空的，请重新选一个。")


class FileIsTooLarge(Refusal):
    """The file is larger than its kind may be."""

    code = "file_is_too_large"
    status = 422
    reason = _("文件太大：最多 %(most)s MB，这个有 %(size)s MB。照片请在手机里选“中等大小”，录音请分两段。")


class NotAPhoto(Refusal):
    """The file is none of the picture formats that the house reads."""

    code = "not_a_photo"
    status = 422
    reason = _("读不出这张照片。请用手机相册里的照片（JPG、PNG、WebP 或 HEIC），文件坏了请重新拍一张。")


class TooManyPixels(Refusal):
    """The picture would fill the memory when opened."""

    code = "too_many_pixels"
    status = 422
    reason = _("这张照片的尺寸太大（超过 %(most)s 万像素），请先缩小再传。")


class NotASound(Refusal):
    """The file is none of the sound formats that browsers and phones record."""

    code = "not_a_sound"
    status = 422
    reason = _("听不出这段录音。请用网页上的录音按钮，或手机录音（M4A、MP3、WAV、OGG、WebM）。")


class SoundIsTooLong(Refusal):
    """The recording is longer than five minutes."""

    code = "sound_is_too_long"
    status = 422
    reason = _("录音太长：最多 %(most)s 分钟。请分两段来说。")


class NotASheet(Refusal):
    """The file is no workbook and no table of text."""

    code = "not_a_sheet"
    status = 422
    reason = _("这不是表格文件。请用 Excel（.xlsx）或 CSV。")


class NoSuchFile(Refusal):
    """There is no such file, or the asker may not see it."""

    code = "no_such_file"
    status = 404
    reason = _("没有找到这个文件，或您看不到它。")
