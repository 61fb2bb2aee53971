from pathlib import Path

import pytest

from geo.vocabulary.rows import read_rows

HEADER = ("name", "note")


def write(folder: Path, content: bytes) -> Path:
    path = folder / "some.csv"
    path.write_bytes(content)
    return path


def test_rows_keep_line_breaks_quotes_and_odd_separators_inside_cells(tmp_path: Path) -> None:
    rows, problems = read_rows(write(tmp_path, 'name,note\n"a\nb","say ""x"""\nc\u2028d,e\n'.encode()), HEADER)
    assert rows == [{"name": "a\nb", "note": 'say "x"'}, {"name": "c\u2028d", "note": "e"}]
    assert problems == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "must be name,note"),
        (b"note,name\n", "must be name,note"),
        (b"name,note\na\0,b\n", "NUL character in line 2"),
        (b"\xff\xfename,note\n", "codec can't decode"),
        (b'name,note\n"a,b\n', "unexpected end of data"),
        (b"name,note\n" + b"x" * 200_000 + b",b\n", "field limit"),
    ],
)
def test_a_file_that_cannot_be_judged_is_one_problem(tmp_path: Path, content: bytes, said: str) -> None:
    rows, problems = read_rows(write(tmp_path, content), HEADER)
    assert rows is None
    assert len(problems) == 1 and problems[0].file == "some.csv" and said in problems[0].remedy


def test_a_ragged_row_is_told_with_its_number_and_the_others_are_kept(tmp_path: Path) -> None:
    rows, problems = read_rows(write(tmp_path, b"name,note\na,b\nc\nd,e,f\n"), HEADER)
    assert [row["name"] for row in rows or ()] == ["a", "c", "d"]
    assert [(problem.row, problem.remedy) for problem in problems] == [
        (3, "has 1 cells, must have 2"),
        (4, "has 3 cells, must have 2"),
    ]


def test_a_missing_file_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    rows, problems = read_rows(tmp_path / "none.csv", HEADER)
    assert rows is None and "No such file" in problems[0].remedy
