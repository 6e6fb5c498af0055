"""The first half of a matter's way: heard through a helper, grouped, talked over, voted on, counted."""

from datetime import timedelta

from django.utils.timezone import localtime

from linli.circle.decide import receipts
from linli.circle.decide.actions import casting
from linli.circle.decide.models import Ballot, RollLine
from linli.circle.deliberate.actions import attendance
from linli.circle.deliberate.models import Meeting
from linli.circle.listen.actions import masks, voices
from linli.circle.listen.actions.hearing import Said
from linli.circle.listen.models import Topic, Voice
from linli.ground.people.choices import BodyKind
from linli.ground.people.models import Organization
from tests.journeys.hands import fill, fold, press
from tests.journeys.story import Story

TITLE = "北门车棚：充电要安全，下雨不能漏"
OPTIONS = (
    ("原地补顶、插座抬高", "18600", "工期：一周\n下雨：不漏\n插座离地：1.5米"),
    ("整个换新棚", "88400", "工期：五周\n下雨：不漏\n插座离地：1.5米"),
    ("移到东墙边", "132600", "工期：两个月\n下雨：不漏\n插座离地：1.2米，离楼6米"),
)


def heard_through_a_helper(story: Story) -> None:
    """陈建国 speaks for 周桂兰, who never signs in; two others say the same."""
    street = story.street
    for name, words in {
        "shen_an": "北门车棚的顶棚漏水，插座全湿了。",
        "tang_yuan": "车棚顶棚下雨就漏，充电插座进水。",
    }.items():
        said = Said(text=words, place_words="北门车棚")
        voices.say(by=street.by(name), place=street.compound.pk, said=said, at=story.clock.at())
    story.clock.on(hours=1)

    helper = story.sit_down("chen_jianguo")
    helper.goto("/say/for/")
    who = helper.get_by_label("替谁说").locator("option", has_text="周桂兰").inner_text()
    helper.get_by_label("替谁说").select_option(label=who)
    helper.get_by_label("怎么征得同意的").fill("周阿姨在家门口托我说的，念给她听过。")
    helper.get_by_label("什么事").fill("北门车棚顶棚漏水，插座边上都是水，我不敢充电。")
    helper.get_by_label("具体位置").fill("北门车棚")
    press(helper, "替他送出")
    story.clock.on(hours=1)
    for voice in Voice.objects.all():
        masks.publish(by=street.by("gu_min"), voice=voice.pk, at=story.clock.at())
    assert Voice.objects.get(author=street.zhou_guilan).helper == street.accounts["chen_jianguo"]


def grouped_into_a_matter(story: Story) -> None:
    """顾敏 confirms that three voices are one thing, says whom it serves, and lets the council lead."""
    desk = story.sit_down("gu_min", desk=True)
    desk.goto("/desk/topics/")
    topic = Topic.objects.get()
    desk.locator(f"a[href='/desk/topics/{topic.pk}/']").first.click()
    fill(desk, {"title": TITLE}, within="main form[action$='/accept/']")
    press(desk, "确认是一件事")
    story.clock.carry()
    topic.refresh_from_db()
    story.matter = topic.matter_id or 0
    assert (topic.people, story.row.stage) == (3, "heard")

    desk.goto(f"/desk/matters/{story.matter}/")
    fold(desk, "needs")
    fill(
        desk,
        {"resident_need": "下雨天充电安心", "governance_need": "消除车棚火患，不再有人拉飞线"},
        within="#needs",
    )
    press(desk, "写明需求", within="#needs")
    fill(desk, {"convener": "槐荫里议事会"}, within=fold(desk, "convener"))
    press(desk, "定谁牵头", within="#convener")
    story.looked_at(desk)
    assert (story.row.convener.name, story.row.has_needs) == ("槐荫里议事会", True)


def compared_and_talked_over(story: Story) -> None:
    """陈建国 lists three options, calls the council, and the council lets everybody choose."""
    chair = story.sit_down("chen_jianguo")
    for name, price, traits in OPTIONS:
        chair.goto(f"/m/{story.matter}/options/add/")
        fill(chair, {"name": name, "price": price, "proposer_words": "议事会", "traits": traits})
        press(chair, "列上")
    story.looked_at(chair)
    table = story.sit_down("nobody", desk=True)
    table.goto(f"/m/{story.matter}/options/print/")
    story.looked_at(table, "options")
    assert table.locator("thead th").all_inner_texts()[1:] == [name for name, _price, _traits in OPTIONS]

    evening = localtime(story.clock.at() + timedelta(days=5))
    chair.goto(f"/bodies/{Organization.objects.get(kind=BodyKind.COUNCIL).pk}/call/?matter={story.matter}")
    fill(
        chair,
        {
            "title": "商量北门车棚怎么修",
            "place": "党群服务中心议事厅",
            "day": f"{evening:%Y-%m-%d}",
            "starts": f"{evening:%H:%M}",
            "ends": f"{evening + timedelta(hours=2):%H:%M}",
        },
    )
    chair.locator("main form.form button.press-full").click()
    chair.wait_for_url("**/meetings/*/")
    meeting = Meeting.objects.get()
    story.clock.on(days=5)
    met(story, meeting)
    assert story.row.stage == "deliberated"


def met(story: Story, meeting: Meeting) -> None:
    """The council meets on its convener's phone: names ticked, an outcome, minutes signed and published."""
    chair = story.sit_down("chen_jianguo")
    run = f"/meetings/{meeting.pk}/run/"
    chair.goto(run)
    press(chair, "陈建国到了")
    chair.goto(run)
    chair.locator("#here details").first.evaluate("one => { one.open = true }")
    press(chair, "沈安到了")
    attendance.tick(
        by=story.street.by("chen_jianguo"),
        meeting=meeting.pk,
        resident=story.street.he_zhiqiang.pk,
        at=story.clock.at(),
    )
    chair.goto(run)
    press(chair, "宣布开会")
    story.looked_at(chair, "meeting-phone")
    item = meeting.items.get(matter_id=story.matter)
    within = f"{fold(chair, f'item-{item.pk}')} form[action$='conclude/{item.pk}/']"
    fill(chair, {"outcome": "三个办法都摆出来了，请大家投票选一个。", "carries": "yes"}, within=within)
    press(chair, "记下结果", within=within)
    press(chair, "散会", sure=True)
    fill(chair, {"summary": "看了现场照片，三个办法各有好处，定了投票选。"}, within="#after")
    press(chair, "定稿，请大家签字")
    member = story.sit_down("shen_an")
    member.goto(f"/meetings/{meeting.pk}/minutes/")
    member.locator("form[action$='/minutes/sign/'] button").click()
    member.wait_for_load_state()
    chair.goto(run)
    press(chair, "公开摘要")
    story.clock.carry()


def put_to_the_vote(story: Story) -> int:
    """顾敏 prepares a secret ballot, hangs up the roll, and opens it after the days that its rules ask for."""
    desk = story.sit_down("gu_min", desk=True)
    desk.goto(f"/desk/ballots/new/?matter={story.matter}")
    asked = {
        "matter": TITLE,
        "body": "槐荫里社区居民委员会",
        "question": "北门车棚用哪个办法修？",
        "kind": "choose",
        "options": "\n".join(name for name, _price, _traits in OPTIONS),
    }
    fill(desk, asked)
    press(desk, "存好，下一步")
    fill(desk, {"basis": "person", "secrecy": "secret", "rules": "own-most-votes", "may_change": "yes"})
    press(desk, "存好，下一步")
    opens = localtime(story.clock.at() + timedelta(days=4)).replace(hour=9, minute=0)
    closes = opens + timedelta(days=3)
    fill(
        desk,
        {
            "opens_at": f"{opens:%Y-%m-%dT%H:%M}",
            "closes_at": f"{closes:%Y-%m-%dT%H:%M}",
            "station": "党群服务中心一楼，9时到17时",
        },
    )
    press(desk, "存好，去检查")
    ballot = Ballot.objects.get()
    press(desk, "冻结并公示名册")
    story.clock.on(days=3, hours=20)

    desk = story.sit_down("gu_min", desk=True)
    desk.goto(f"/desk/ballots/{ballot.pk}/")
    story.looked_at(desk, "ballot-check")
    press(desk, "开始投票", within="#open")
    ballot.refresh_from_db()
    assert ballot.state == "open"
    story.clock.on(days=1)
    return ballot.pk


def voted_on_phones(story: Story, ballot: int) -> None:
    """Two vote on their phones, a third alike."""
    cheap = Ballot.objects.get(pk=ballot).options.get(words=OPTIONS[0][0]).key
    for key in ("shen_an", "chen_jianguo"):
        phone = story.sit_down(key)
        phone.goto(f"/b/{ballot}/")
        fill(phone, {"choice": cheap})
        story.looked_at(phone, "ballot-phone" if key == "shen_an" else "")
        press(phone, "投出")
        story.looked_at(phone)
    by = story.street.by("he_zhiqiang", story.clock.at())
    casting.cast(by=by, ballot=ballot, choice=cheap, receipt=receipts.new(), at=story.clock.at())


def voted_on_paper(story: Story, ballot: int) -> None:
    """周桂兰 votes on paper at the station: 顾敏 writes down her envelope, 林晓 witnesses it."""
    desk = story.sit_down("gu_min", desk=True)
    desk.goto(f"/desk/ballots/{ballot}/station/?q=周桂兰")
    fill(
        desk,
        {"reason": "本人不用手机", "evidence": "封好的信封", "photo": story.photo("stairs-light")},
        within="main form[method=post].form",
    )
    story.looked_at(desk)
    press(desk, "记下这一张")
    witness = story.sit_down("lin_xiao")
    witness.goto(f"/b/{ballot}/witness/")
    story.looked_at(witness)
    press(witness, "我见证")
    line = RollLine.objects.get(ballot_id=ballot, resident=story.street.zhou_guilan)
    assert (line.submitted, RollLine.objects.filter(ballot_id=ballot, submitted=True).count()) == (True, 4)


def counted(story: Story, ballot: int) -> None:
    """The ballot is closed, its box counted by two, and settled: the matter is decided."""
    story.clock.on(days=3)
    desk, witness = story.sit_down("gu_min", desk=True), story.sit_down("lin_xiao")
    desk.goto(f"/desk/ballots/{ballot}/")
    press(desk, "截止")
    desk.goto(f"/desk/ballots/{ballot}/box/")
    desk.get_by_label(OPTIONS[0][0]).fill("1")
    fill(desk, {"promises": "yes"})
    desk.locator("main form.form button").click()
    desk.wait_for_url(f"**/desk/ballots/{ballot}/")
    witness.goto(f"/b/{ballot}/witness/")
    fill(witness, {"promises": "yes"})
    press(witness, "对，我核对过")
    desk.goto(f"/desk/ballots/{ballot}/")
    press(desk, "计票、出结果")
    story.clock.carry()

    result = story.sit_down("nobody")
    result.goto(f"/b/{ballot}/result/")
    story.looked_at(result, "result")
    assert OPTIONS[0][0] in result.locator("main").inner_text()
    assert story.row.stage == "decided"
