"""Who may see a file of this room: the rights of the voice it came with, never those of an address."""

from datetime import datetime

from linli.circle.listen import rules
from linli.circle.listen.choices import Shown
from linli.circle.listen.models import Voice, VoiceExport, VoicePhoto, VoiceSound
from linli.circle.listen.queries import inbox
from linli.circle.listen.refusals import MayNotRead
from linli.ground.files.models import FileKind, StoredFile
from linli.ground.people.queries import areas
from linli.ground.people.rules import Actor


def may_see(actor: Actor, file: StoredFile, at: datetime) -> bool:
    """Say whether an actor may see a file now."""
    if file.kind == FileKind.SHEET:
        return _may_fetch(actor, file, at)
    photo = VoicePhoto.objects.select_related("voice").filter(file=file).first()
    if photo is not None:
        in_view = photo.is_cleared and photo.voice.shown == Shown.PUBLIC
        return in_view or _may_follow_or_read(actor, photo.voice, at)
    sound = VoiceSound.objects.select_related("voice").filter(file=file).first()
    if sound is not None:
        return _may_follow_or_read(actor, sound.voice, at)
    return bool(actor.account_id) and file.brought_by == actor.account_id


def _may_follow_or_read(actor: Actor, voice: Voice, at: datetime) -> bool:
    if rules.may_follow(actor, voice, at):
        return True
    return rules.may_handle_voices(actor, areas.around(voice.place_id), at)


def _may_fetch(actor: Actor, file: StoredFile, at: datetime) -> bool:
    """A list goes only to who asked for it, while they may still read voices there."""
    export = VoiceExport.objects.filter(file=file, by_account_id=actor.account_id or 0).first()
    if export is None:
        return False
    try:
        inbox.in_reach(actor, export.community_id, at)
    except MayNotRead:
        return False
    return True
