"""Classes are suggested, assigned only when sure, corrected by people, and learnt anew when that does no harm."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from linli.circle.listen.actions import classifiers, handling, schemes, tallies, templates
from linli.circle.listen.choices import ClassedBy, Urgency
from linli.circle.listen.models import Scheme, VoiceClass
from linli.circle.listen.queries import guesses, rates
from linli.circle.listen.queries import schemes as asked
from linli.circle.listen.queries.rates import Rates
from linli.circle.listen.refusals import (
    MayNotHandle,
    NoSuchThing,
    TitleTaken,
    TooFewExamples,
    WordsMissing,
)
from linli.ground.people.choices import PostKind
from linli.ground.people.models import Post
from tests.circle.listen.conftest import Say
from tests.street import NOW, Street

LATER = NOW + timedelta(hours=1)
NOISE = ("楼上装修半夜还在敲墙", "广场舞音响太吵", "夜里施工打桩", "酒吧唱歌吵得睡不着", "空调外机嗡嗡响")
PARKING = ("车位被外来车占了", "消防通道停满车", "地库车位不够", "充电桩旁乱停车", "门口车辆堵路")


def labelled(times: int = 20) -> list[tuple[str, str]]:
    pairs = [(f"{text}，第{n}次反映", "噪音扰民") for n in range(times) for text in NOISE]
    return pairs + [(f"{text}，第{n}次反映", "停车与交通") for n in range(times) for text in PARKING]


class TestModels:
    def test_without_a_model_everything_waits_for_a_person(self, street: Street, say: Say) -> None:
        voice = say("夜里施工打桩太吵")

        assert (voice.voice_class.key, voice.classed_by, voice.first_guess) == (
            "other",
            ClassedBy.NOBODY,
            None,
        )

    def test_the_starter_suggests_but_is_never_sure(self, street: Street, say: Say) -> None:
        classifiers.train_starter(at=NOW)
        voice = say("楼上装修半夜还在敲墙，吵得睡不着")

        assert voice.first_guess is not None and voice.first_guess.key == "noise"
        assert voice.second_guess is not None
        assert (voice.voice_class.key, voice.classed_by) == ("other", ClassedBy.NOBODY)

    def test_training_the_starter_again_changes_nothing(self, db: None) -> None:
        first, again = classifiers.train_starter(at=NOW), classifiers.train_starter(at=LATER)

        assert (first.pk, first.is_beginner) == (again.pk, True)

    def test_a_communitys_own_examples_take_over_and_assign_when_sure(self, street: Street, say: Say) -> None:
        classifiers.train_starter(at=NOW)
        classifiers.keep_examples(community=street.community.pk, examples=labelled(), at=NOW)
        model, comparison = classifiers.train(community=street.community.pk, at=NOW)
        assert comparison is not None and model.in_force_since == NOW
        voice = say("夜里施工打桩，第30次反映")

        assert (voice.voice_class.name, voice.classed_by) == ("噪音扰民", ClassedBy.MODEL)
        assert voice.first_guess == voice.voice_class

    def test_a_worse_model_does_not_take_over(self, street: Street) -> None:
        community = street.community.pk
        classifiers.keep_examples(community=community, examples=labelled(), at=NOW)
        good, _none = classifiers.train(community=community, at=NOW)
        swapped = [(text, "停车与交通" if label == "噪音扰民" else "噪音扰民") for text, label in labelled()]
        learn = [pair for n, pair in enumerate(swapped) if n % 2]
        classifiers.keep_examples(community=community, examples=learn, at=LATER)
        bad, comparison = classifiers.train(community=community, at=LATER)

        assert comparison is not None
        assert (bad.in_force_since is None) == (not comparison.takes_over)
        assert guesses.in_force(community) == (bad.pk if comparison.takes_over else good.pk)

    def test_corrections_are_learnt(self, street: Street, say: Say) -> None:
        ways = schemes.in_force(street.community.pk, NOW)
        by_key = {one.key: one for one in ways.classes}
        for n, (text, key) in enumerate([(t, "noise") for t in NOISE] + [(t, "parking") for t in PARKING]):
            voice = say(f"{text}{n}")
            chosen = by_key.get(key) or by_key["other"]
            handling.classify(by=street.by("gu_min"), voice=voice.pk, voice_class=chosen.pk, at=LATER)
        model, _comparison = classifiers.train(community=street.community.pk, at=LATER)

        assert 8 <= model.examples <= 10

    def test_one_class_is_too_few(self, street: Street) -> None:
        schemes.adopt(community=street.community.pk, at=NOW)
        with pytest.raises(TooFewExamples):
            classifiers.train(community=street.community.pk, at=NOW)

    def test_models_are_small_rows_read_once(self, street: Street) -> None:
        row = classifiers.train_starter(at=NOW)

        assert len(bytes(row.body)) < 1_000_000
        assert guesses.loaded(row.pk) is guesses.loaded(row.pk)


class TestCommand:
    def test_a_labelled_file_becomes_a_model(
        self, street: Street, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "labelled.csv"
        rows = "".join(f"{n},,{text},{label}\n" for n, (text, label) in enumerate(labelled()))
        path.write_text("id,title,detail,label\n" + rows, encoding="utf-8-sig")
        call_command("retrain_classes", "--starter")
        call_command("retrain_classes", "--community", "槐荫里社区", "--examples", str(path))

        told = capsys.readouterr().out
        assert "200 labelled texts kept" in told and "is in force now" in told
        assert VoiceClass.objects.filter(scheme__community=street.community, name="噪音扰民").exists()

    def test_the_terminal_says_what_is_wrong(self, street: Street, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        path.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(CommandError, match="UTF-8"):
            call_command("retrain_classes", "--community", "槐荫里社区", "--examples", str(path))
        path.write_text("a,b\n1,2\n")
        with pytest.raises(CommandError, match="needs a heading"):
            call_command("retrain_classes", "--community", "槐荫里社区", "--examples", str(path))
        with pytest.raises(CommandError, match="样例太少"):
            call_command("retrain_classes", "--community", "槐荫里社区")


class TestSchemes:
    def test_a_community_adopts_the_default_once(self, street: Street) -> None:
        first = schemes.adopt(community=street.community.pk, at=NOW)
        again = schemes.adopt(community=street.community.pk, at=LATER)

        assert first.pk == again.pk and Scheme.objects.count() == 1
        assert sum(one.is_fallback for one in asked.classes(street.community.pk)) == 1
        assert {key: str(term) for key, term in asked.terms(street.community.pk).items()} == {
            "danger": "2 h",
            "utility": "24 h",
            "ordinary": "7 d",
            "hard": "15 d",
        }

    def test_a_class_gets_its_own_urgency_and_first_owner(self, street: Street, say: Say) -> None:
        say("先有一件")
        ways = schemes.in_force(street.community.pk, NOW)
        head = Post.objects.get(kind=PostKind.SECRETARY)
        schemes.change_class(
            by=street.by("gu_min"),
            voice_class=ways.fallback.pk,
            name="杂事",
            urgency=Urgency.HARD,
            owner=head.pk,
            at=LATER,
        )
        voice = say("又有一件")

        assert (voice.owner, voice.urgency, voice.voice_class.name) == (head, Urgency.HARD, "杂事")

    def test_who_may_change_a_class(self, street: Street, say: Say) -> None:
        say("先有一件")
        pk = schemes.in_force(street.community.pk, NOW).fallback.pk
        for who in ("shen_an", "wu_dan", "zhao_qi", "nobody"):
            with pytest.raises(MayNotHandle):
                schemes.change_class(
                    by=street.by(who), voice_class=pk, name="x", urgency=Urgency.HARD, at=LATER
                )
        with pytest.raises(WordsMissing):
            schemes.change_class(
                by=street.by("gu_min"), voice_class=pk, name=" ", urgency=Urgency.HARD, at=LATER
            )


class TestTemplates:
    def test_templates_are_kept_offered_and_removed(self, street: Street, say: Say) -> None:
        by, voice = street.by("gu_min"), say("灯")
        general = templates.keep(
            by=by, community=street.community.pk, title="收到", words="已收到。", at=LATER
        )
        special = templates.keep(
            by=by,
            community=street.community.pk,
            title="报修",
            words="已报修。",
            voice_class=voice.voice_class_id,
            at=LATER,
        )

        assert asked.templates(street.community.pk, voice.voice_class_id) == [special, general]
        with pytest.raises(TitleTaken):
            templates.keep(by=by, community=street.community.pk, title="收到", words="再", at=LATER)
        with pytest.raises(MayNotHandle):
            templates.remove(by=street.by("shen_an"), template=general.pk, at=LATER)
        templates.remove(by=by, template=general.pk, at=LATER)
        with pytest.raises(NoSuchThing):
            templates.remove(by=by, template=general.pk, at=LATER)


class TestRates:
    def test_the_citys_formula(self) -> None:
        """Of ten call-backs: nine contacted, six solved, five satisfied and two basically."""
        ten = Rates(rated=10, contacted=9, solved=6, satisfied=5, basically=2)

        assert (ten.response, ten.resolution, ten.satisfaction) == (900, 600, 680)
        assert ten.score == 662  # .1 × .9 + .5 × .6 + .4 × .68

    def test_no_call_backs_no_rates(self) -> None:
        assert (Rates().response, Rates().score, Rates().in_time_rate) == (None, None, None)

    def test_counts_follow_the_deeds_and_equal_the_rows(self, street: Street, say: Say, delivered) -> None:
        from linli.circle.listen.actions import replies

        by = street.by("gu_min")
        for n, stars in enumerate((5, 3, 1)):
            voice = say(f"第{n}件")
            late = n == 1
            at = voice.due_at + timedelta(days=1) if late else LATER
            replies.answer(by=by, voice=voice.pk, words="好", at=at)
            replies.rate(by=street.by("shen_an"), voice=voice.pk, stars=stars, at=at)
        delivered()
        year = rates.of(street.community.pk, date(2026, 1, 1), date(2026, 12, 31))

        assert (year.heard, year.answered, year.in_time, year.reopened) == (3, 3, 2, 1)
        assert (year.rated, year.solved, year.satisfied, year.basically) == (3, 2, 1, 1)
        assert tallies.repair(community=street.community.pk) == {}
        assert rates.of(street.community.pk, date(2026, 11, 1), date(2026, 11, 30)).answered == 2
