"""Measures listening on real messages: `python bench/listen.py [--sizes 4326 43260 432600] [--asked 60]`.

Imports the 4 326 real messages of ../shared/data (SHARED_DATA elsewhere), then larger sets made from them by putting
other places and dates in. Prints for each size wall and CPU seconds, CPU milliseconds a message, the peak of memory and
the size of the database by table; then, among all of them, how long one new voice takes: saying it, placing it in a
topic, looking for similar ones before sending, a page of the inbox, a search of two characters, and how much longer
saying takes than one bare insert. Medians. The database follows DATABASE_URL; unset, SQLite in a temporary folder.
"""

import argparse
import csv
import io
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

HEADINGS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]
PLACES = "槐柳松桐榆桂兰菊梅竹荷菱芦苇桑麻稻麦粟黍"
A_FILE = 21_630
NEW = (
    ("路灯不亮", "小区东门外的路灯坏了快一个月，晚上接孩子看不见路，请尽快来修。"),
    ("噪音", "楼下烧烤店每天晚上营业到两点，油烟和噪音都很大，老人睡不着。"),
    ("停车", "消防通道天天停满车，救护车都进不来，希望划线并有人管。"),
)


def real(folder: Path) -> list[list[str]]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(folder / "messages" / "附件3.xlsx").get_sheet_by_index(0)
    return [[str(cell).removesuffix(".0") for cell in row] for row in sheet.to_python()[1:]]


def copied(rows: list[list[str]], copy: int) -> Iterator[list[str]]:
    """The same messages in another city and year: its letters and districts are others, and so are the people."""
    first, second = PLACES[copy % 20], PLACES[copy // 20 % 20]
    for number, user, title, when, text, dislikes, likes in rows:
        head, body = (
            words.replace("A市", f"{first}{second}市").replace("A", f"{first}{copy}") if copy else words
            for words in (title, text)
        )
        year = int(when[:4]) - copy % 8
        yield [f"{number}-{copy}", f"{user}-{copy}", head, f"{year}{when[4:]}", body, dislikes, likes]


def table(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *rows])
    return out.getvalue().encode("utf-8")


def measured(deed: Callable[[], Any]) -> tuple[Any, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    got = deed()
    return got, time.perf_counter() - wall, time.process_time() - cpu


def median_ms(deed: Callable[[int], Any], times: int) -> str:
    walls, cpus = [], []
    for n in range(times):
        _got, wall, cpu = measured(lambda n=n: deed(n))
        walls.append(wall * 1000)
        cpus.append(cpu * 1000)
    worst = sorted(walls)[int(0.95 * (times - 1))]
    return f"{statistics.median(walls):7.1f} ms wall (p95 {worst:.1f}), {statistics.median(cpus):6.1f} ms CPU"


def grow(rows: list[list[str]], size: int, done: int, community: int) -> None:
    from linli.circle.listen.actions import imports
    from linli.ground.lib import clock
    from linli.ground.people.rules import HOUSE

    copies = range(done // len(rows), size // len(rows))
    wanted = (row for copy in copies for row in copied(rows, copy))
    while file := list(islice(wanted, A_FILE)):
        content = table(file)
        del file  # What is measured is the house, not this.
        batch = imports.begin(
            by=HOUSE,
            community=community,
            file_name="voices.csv",
            content=content,
            at=clock.now(),
        )
        del content
        imports.run(batch=batch.pk, at=clock.now())


def one_voice(community: int, times: int) -> None:
    from django.db import connection, transaction

    from linli.circle.listen.actions import grouping, terms, voices
    from linli.circle.listen.actions.hearing import Said
    from linli.circle.listen.models import ReceiptCounter, Voice
    from linli.circle.listen.queries import inbox, similar
    from linli.circle.listen.queries.inbox import Filters
    from linli.ground.lib import clock
    from linli.ground.people.actions import residents
    from linli.ground.people.actions.residents import Particulars
    from linli.ground.people.models import Account, Area
    from linli.ground.people.rules import HOUSE, Actor

    at = clock.now()
    area = Area.objects.get(pk=community)
    resident = residents.add(
        by=HOUSE, community=area, particulars=Particulars("测试", "", ""), household=None, at=at
    )
    account = Account.objects.create(login="bench", resident=resident, joined_at=at)
    by = Actor(account_id=account.pk, resident_id=resident.pk, community_id=community)

    def say(n: int) -> Voice:
        title, text = NEW[n % len(NEW)]
        return voices.say(
            by=by,
            place=community,
            said=Said(text=f"{text}（第{n}次）", title=title),
            key=f"b{n}",
            at=clock.now(),
        )

    def bare(n: int) -> None:
        with transaction.atomic():
            ReceiptCounter.objects.create(
                community_id=community, day=f"19{10 + n // 300}-01-{1 + n % 28:02d}", last=n
            )

    said: list[Voice] = []
    bares = median_ms(lambda n: bare(n) if n < 28 else None, 28)
    print(f"  a bare insert                {bares}")
    print(f"  saying                       {median_ms(lambda n: said.append(say(n)), times)}")
    print(f"  indexing                     {median_ms(lambda n: terms.index_again(said[n]), times)}")
    print(
        f"  placing in a topic           {median_ms(lambda n: grouping.place(voice=said[n].pk, at=at), times)}"
    )
    print(
        "  similar before sending       "
        + median_ms(
            lambda n: similar.open_topics(community=community, title=NEW[n % 3][0], text=NEW[n % 3][1]), times
        )
    )
    print(f"  similar answered             {median_ms(lambda n: similar.answered(said[n]), times)}")
    for words in ("", "路灯", "小区", "搅拌站"):
        filters = Filters(community, words=words)
        told = f"a page of the inbox {words}".ljust(28)
        print(f"  {told} {median_ms(lambda _n, f=filters: inbox.page(HOUSE, f, at=clock.now()), 15)}")
    print(
        f"  the head of the workbench    {median_ms(lambda _n: inbox.head(HOUSE, community, clock.now()), 15)}"
    )
    connection.close()


def sizes_of_tables() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' ORDER BY 2 DESC LIMIT 4"
            )
        else:
            cursor.execute(
                "SELECT m.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_master m ON m.name = d.name "
                "GROUP BY 1 ORDER BY 2 DESC LIMIT 4"
            )
        return ", ".join(f"{name} {size / 1e6:.0f} MB" for name, size in cursor.fetchall())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[4326, 43_260, 432_600])
    parser.add_argument("--asked", type=int, default=30)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["LINLI_HOME"], os.environ["DJANGO_SETTINGS_MODULE"] = home, "linli.settings"
        import django

        django.setup()
        from django.core.management import call_command

        from linli.ground.lib import clock
        from linli.ground.people.actions import areas
        from linli.ground.people.choices import AreaKind
        from linli.ground.people.rules import HOUSE

        call_command("migrate", verbosity=0)
        call_command("retrain_classes", "--starter")
        outer = None
        for kind in (AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.COMMUNITY):
            outer = areas.found(by=HOUSE, kind=kind, name=f"测{kind.label}", parent=outer, at=clock.now())
        assert outer is not None
        rows = real(Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data"))
        done = 0
        for size in arguments.sizes:
            _got, wall, cpu = measured(lambda size=size, done=done: grow(rows, size, done, outer.pk))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            print(
                f"{size - done} messages more, {size} in all: {wall:.1f} s wall, {cpu:.1f} s CPU, "
                f"{1000 * cpu / (size - done):.2f} ms CPU a message, peak {peak:.0f} MB; {sizes_of_tables()}",
                flush=True,
            )
            done = size
        print(f"One voice among {done}:")
        one_voice(outer.pk, arguments.asked)


if __name__ == "__main__":
    main()
