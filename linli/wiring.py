"""Which news reaches whom, on one page.

SAME_BREATH handlers run inside the transaction of the deed: they agree or nothing happens.
AFTERWARDS handlers are rows of the outbox, delivered by `tend`. What one writes and the mark that it was heard are one
transaction, so it is written once; what leaves the house (a text message) may leave once more if the house stops then.
All may hear the same news again without harm, but for those in ONCE: they count up or send text messages, and only
their row of the outbox keeps them from doing so twice.
UNHEARD names the news that nobody needs yet, so that a forgotten wire is never mistaken for a choice.
SENTENCES say each verb of the journal in plain words; TOLD is what people are told, WHYS why they are, MUTE where they
say that they want to hear no more. CATEGORIES names the kinds of things neighbours speak of.
KEEPERS are the rooms that decide who may see the files they keep.
CHORES are what `tend` does by itself, each at its own pace.
"""

from datetime import timedelta

from linli.circle.decide import phrases as decide_phrases
from linli.circle.decide import subscribers as decide
from linli.circle.decide.actions import clocks as ballot_clocks
from linli.circle.decide.events import (
    BallotClosing,
    BallotLeftTheWay,
    BallotOpened,
    BallotSettled,
    ObjectionAnswered,
    PaperRegistered,
    RollChanged,
    RollPosted,
)
from linli.circle.deliberate import phrases as deliberate_phrases
from linli.circle.deliberate import subscribers as deliberate
from linli.circle.deliberate.events import (
    MeetingCalled,
    MeetingCancelled,
    MeetingChanged,
    MinutesPublished,
    MinutesSettled,
    ResolutionAdopted,
    ResolutionClosed,
    StatementHidden,
    TalkClosed,
    TalkOpened,
)
from linli.circle.deliver import phrases as deliver_phrases
from linli.circle.deliver import subscribers as deliver
from linli.circle.deliver.events import (
    AcceptanceCalled,
    AcceptanceDecided,
    PhotosPaired,
    ProjectStarted,
    TaskAssigned,
    TaskDelayed,
)
from linli.circle.disclose import phrases as disclose_phrases
from linli.circle.disclose import subscribers as disclose
from linli.circle.disclose import tasks as disclose_tasks
from linli.circle.evaluate import phrases as evaluate_phrases
from linli.circle.evaluate import subscribers as evaluate
from linli.circle.evaluate.actions import appraisals, rounds
from linli.circle.evaluate.events import (
    AppraisalCounted,
    AppraisalOpened,
    AppraisalPosted,
    MatterRated,
    RoundClosed,
    RoundOpened,
)
from linli.circle.listen import phrases as listen_phrases
from linli.circle.listen import subscribers as listen
from linli.circle.listen import tasks as listen_tasks
from linli.circle.listen.actions import clocks, originals
from linli.circle.listen.events import (
    AnswerHolds,
    ExportWanted,
    ImportWanted,
    TopicAccepted,
    UndoWanted,
    VoiceAnswered,
    VoiceBecameMatter,
    VoiceEscalated,
    VoiceHeard,
    VoiceHidden,
    VoicePublished,
    VoiceRated,
    VoiceReopened,
    VoiceReworded,
    VoiceSpokenFor,
)
from linli.circle.listen.queries import schemes
from linli.circle.matters import phrases as matters_phrases
from linli.circle.matters import subscribers as matters
from linli.circle.matters.actions import clocks as matter_clocks
from linli.circle.matters.choices import Duty, Why
from linli.circle.matters.events import MatterMoved, MatterOpened, MatterOverdue
from linli.commons.notices import phrases as notices_phrases
from linli.commons.notices import subscribers as notices
from linli.commons.notices.events import NoticePosted, NoticeWithdrawn, QuestionAnswered
from linli.faces.web import phrases as web_phrases
from linli.faces.web import tasks as web_tasks
from linli.ground.files import phrases as files_phrases
from linli.ground.files.keepers import MaySee
from linli.ground.journal.actions import deliveries, seals
from linli.ground.journal.chores import Task
from linli.ground.journal.news import Hearer, Wires
from linli.ground.journal.sentences import Sentences
from linli.ground.messages import phrases as messages_phrases
from linli.ground.messages import subscribers as messages
from linli.ground.messages.actions import forgetting, parcels
from linli.ground.people import phrases as people_phrases
from linli.ground.people import tasks as people_tasks
from linli.ground.people.events import (
    NewcomerConfirmed,
    PostFilled,
    PostLeft,
    RegisterExportWanted,
    RegisterImported,
    RegisterWorkWanted,
    ResidentErased,
    ResidentMoved,
)

SAME_BREATH: Wires = {
    MatterMoved: (evaluate.agree,),
    NoticePosted: (disclose.notice_hangs,),
    NoticeWithdrawn: (disclose.notice_is_down,),
}

AFTERWARDS: Wires = {
    MatterMoved: (matters.tell_moved, evaluate.open_round),
    MatterOverdue: (matters.tell_overdue,),
    RollPosted: (decide.tell_roll_posted,),
    BallotOpened: (decide.tell_opened,),
    BallotClosing: (decide.tell_closing,),
    BallotSettled: (decide.tell_settled,),
    BallotLeftTheWay: (decide.tell_left,),
    ObjectionAnswered: (decide.tell_objection_answered,),
    RollChanged: (decide.tell_roll_changed,),
    PaperRegistered: (decide.tell_paper_registered,),
    VoiceHeard: (listen.index_voice, listen.place_voice, listen.count_heard),
    VoiceReworded: (listen.index_again, listen.place_written),
    VoiceSpokenFor: (listen.tell_spoken_for,),
    VoiceAnswered: (listen.count_answered, listen.tell_answered),
    AnswerHolds: (listen.tell_joined,),
    VoiceRated: (listen.count_rated,),
    VoiceReopened: (listen.count_reopened,),
    ImportWanted: (listen_tasks.queue_import,),
    UndoWanted: (listen_tasks.queue_undo,),
    ExportWanted: (listen_tasks.queue_export,),
    ResidentErased: (messages.forget_resident, listen.forget_author),
    NewcomerConfirmed: (listen.take_over,),
    # Each tells the same fact, so whoever has several reasons hears once, by the closest: it is listed first.
    NoticePosted: (disclose.tell_asker, disclose.tell_concerned, notices.tell_posted),
    NoticeWithdrawn: (notices.tell_withdrawn,),
    QuestionAnswered: (notices.tell_answered,),
    ProjectStarted: (deliver.tell_started,),
    TaskAssigned: (deliver.tell_assigned,),
    TaskDelayed: (deliver.tell_delayed,),
    PhotosPaired: (deliver.tell_pictured,),
    AcceptanceCalled: (deliver.ask_overseers,),
    AcceptanceDecided: (deliver.tell_decided,),
    RoundOpened: (evaluate.ask,),
    AppraisalOpened: (evaluate.ask_electorate,),
    AppraisalCounted: (evaluate.ask_observers,),
    RegisterWorkWanted: (people_tasks.queue_import,),
    RegisterExportWanted: (people_tasks.queue_export,),
    MeetingCalled: (deliberate.tell_called,),
    MeetingChanged: (deliberate.tell_changed,),
    MeetingCancelled: (deliberate.tell_cancelled,),
    MinutesSettled: (deliberate.ask_to_sign,),
    MinutesPublished: (deliberate.tell_published,),
    TalkOpened: (deliberate.tell_talk_opened,),
    TalkClosed: (deliberate.tell_talk_closed,),
    StatementHidden: (deliberate.tell_hidden,),
}

ONCE: frozenset[Hearer] = frozenset(
    {
        listen.count_heard,
        listen.count_answered,
        listen.count_rated,
        listen.count_reopened,
        listen.tell_spoken_for,
        listen.tell_answered,
        listen.tell_joined,
    }
)

UNHEARD: frozenset[type] = frozenset(
    {
        MatterOpened,
        MatterRated,
        AppraisalPosted,
        RoundClosed,
        PostFilled,
        PostLeft,
        RegisterImported,
        ResidentMoved,
        ResolutionAdopted,
        ResolutionClosed,
        TopicAccepted,
        VoiceBecameMatter,
        VoiceEscalated,
        VoiceHidden,
        VoicePublished,
    }
)

SENTENCES: Sentences = {
    **people_phrases.SENTENCES,
    **files_phrases.SENTENCES,
    **messages_phrases.SENTENCES,
    **matters_phrases.SENTENCES,
    **listen_phrases.SENTENCES,
    **notices_phrases.SENTENCES,
    **deliberate_phrases.SENTENCES,
    **decide_phrases.SENTENCES,
    **deliver_phrases.SENTENCES,
    **disclose_phrases.SENTENCES,
    **evaluate_phrases.SENTENCES,
    **web_phrases.SENTENCES,
}

TOLD: Sentences = {
    **matters_phrases.TOLD,
    **notices_phrases.TOLD,
    **deliberate_phrases.TOLD,
    **decide_phrases.TOLD,
    **deliver_phrases.TOLD,
    **disclose_phrases.TOLD,
    **evaluate_phrases.TOLD,
}

WHYS: Sentences = {
    **{why.value: why.label for why in (*Why, *Duty)},
    **notices_phrases.WHYS,
    **deliberate_phrases.WHYS,
    **disclose_phrases.WHYS,
    **evaluate_phrases.WHYS,
}

MUTE = "web:mute"

CATEGORIES = schemes.category_names

KEEPERS: dict[str, MaySee] = {
    "notices": notices.may_see_file,
    "listen": listen.may_see_file,
    "decide": decide.may_see_file,
    "deliver": deliver.may_see_file,
    "deliberate": deliberate.may_see_file,
}

CHORES: tuple[Task, ...] = (
    Task("deliver news", timedelta(seconds=1), lambda at: deliveries.deliver_due(at=at)),
    Task("seal the journal", timedelta(seconds=5), lambda at: seals.seal(at=at)),
    Task("carry messages", timedelta(seconds=15), lambda at: parcels.carry(at=at)),
    Task("forget read messages", timedelta(hours=1), lambda at: forgetting.forget_read(at=at)),
    Task("watch the ballots", timedelta(seconds=20), lambda at: ballot_clocks.tick(at=at)),
    Task("watch the clocks", timedelta(seconds=20), lambda at: clocks.tick(at=at)),
    Task("watch the matters", timedelta(seconds=60), lambda at: matter_clocks.tick(at=at)),
    Task("close evaluation rounds", timedelta(minutes=1), lambda at: rounds.close_due(at=at)),
    Task("count appraisals", timedelta(minutes=10), lambda at: appraisals.count_due(at=at)),
    Task("sweep files nobody sent", timedelta(hours=6), lambda at: originals.sweep(at=at)),
    Task("write down what must be made known", timedelta(hours=1), disclose_tasks.raise_due),
    Task("forget delivered news", timedelta(days=1), lambda at: deliveries.forget_done(at=at)),
    Task("take up stopped imports", timedelta(minutes=1), people_tasks.take_up_stopped_imports),
    Task("forget personal data of imports", timedelta(days=1), people_tasks.forget_personal_data),
    Task("write open data", timedelta(days=1), web_tasks.write_open_data),
)
