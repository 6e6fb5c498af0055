"""Tables of messages, as they come."""

from pathlib import Path

import pytest
import xlsxwriter

from civics.text import Message
from civics.text.tables import BadTable, labelled_texts, messages, read_lines

HEAD = "留言编号,留言用户,留言主题,留言时间,留言详情,反对数,点赞数"
NEEDED = ("id", "author", "text")


def written(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "m.csv") -> str:
    """A file with this text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = written(
        tmp_path, f'{HEAD}\r\n12,A1,电梯,2019/8/1 10:00:00,"坏了\r\n三天",0,2\r\n\r\n', encoding=encoding
    )

    assert messages(read_lines(path, needed=NEEDED)) == [
        Message(12, "A1", "电梯", "坏了\r\n三天", "", 2, 1_564_653_600.0)
    ]


def test_a_workbook_is_read_with_its_numbers_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.write_row(1, 0, [188006.0, "A1", "电梯", "2019/8/1 10:00:00", "坏了", 0, 2])
        sheet.write_row(3, 0, [188007, "A2", "", "", "路灯不亮", 0, ""])
        sheet.write_number(3, 3, 43678, day)

    first, second = messages(read_lines(str(path), needed=NEEDED))

    assert (first.id, second.id, first.likes, second.likes) == (188006, 188007, 2, 0)
    assert (first.at, second.at) == (1_564_653_600.0, 1_564_617_600.0)


def test_ids_stay_what_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, "id,user,detail\n7,a,x\n8.0,a,x\n007,a,x\nA-1,a,x\n")

    assert [one.id for one in messages(read_lines(path, needed=NEEDED))] == [7, 8, "007", "A-1"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "is empty"),
        ("\n , ,\n", "is empty"),
        (f"{HEAD}\n", "no lines below"),
        ("id,title\n1,x\n", "line 1: there is no column 留言用户 or author"),
        ("id,user,detail\n1,a,x\n\n1,b,y\n", "line 4: the id 1 stands on line 2 already"),
        ("id,user,detail\n1,a,x\nnan,b,y\n", "line 3: the id is empty"),
        ("id,user,detail,likes\n1,a,x,many\n", "line 2: the likes are “many”"),
        ("id,user,detail,likes\n1,a,x,1.5\n", "line 2: the likes are “1.5”"),
        ("id,user,detail,likes\n1,a,x,inf\n", "line 2: the likes are “inf”"),
        (
            "id,user,detail,time\n1,a,x,2019-02-30\n",
            "line 2: the time is “2019-02-30”, which is not in the calendar",
        ),
        ("id,user,detail,time\n1,a,x,soon\n", "line 2: the time is “soon”; write it like"),
        ('id,user,detail\n1,a,x\n2,b,"never closed\n', "line 3: this is not proper CSV"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadTable) as refused:
        messages(read_lines(written(tmp_path, text), needed=NEEDED))

    assert complaint in str(refused.value)
    assert "\n" not in str(refused.value)


def test_neither_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(b"id,user,detail\n1,a,x\n2,a,\xff\xff\xff\n")

    with pytest.raises(BadTable, match="line 3: the text is neither UTF-8 nor GB18030"):
        read_lines(str(path), needed=NEEDED)


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    for name, complaint in {
        "folder.csv": "is a directory",
        "missing.csv": "does not exist",
        "m.docx": "ends in .docx",
        "m": "ends in nothing",
        "broken.xlsx": "is not a workbook that can be opened",
    }.items():
        if name.startswith("m") and name != "missing.csv":
            written(tmp_path, "x", name=name)
        with pytest.raises(BadTable, match=complaint):
            read_lines(str(tmp_path / name), needed=NEEDED)


@pytest.mark.parametrize("empty", ["", "nan", "NaN", " ", "None"])
def test_a_label_that_is_missing_is_said_with_its_line(tmp_path: Path, empty: str) -> None:
    path = written(tmp_path, f"id,title,detail,label\n1,,坏了,修\n2,,吵,{empty}\n")

    with pytest.raises(BadTable, match="line 3: the label is empty"):
        labelled_texts(read_lines(path, needed=("text", "label")))


def test_labels_without_any_text_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "id,title,detail,label\n1,,nan,修\n")

    with pytest.raises(BadTable, match="No line has a text"):
        labelled_texts(read_lines(path, needed=("text", "label")))
