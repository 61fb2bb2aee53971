"""Text from outside never steers the terminal that it is printed on."""

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.__main__ import main
from geo.commands.terminal import shown

RED = "\x1b[31m"


@given(st.text(max_size=40))
def test_no_text_is_obeyed_and_json_stays_what_it_is(text: str) -> None:
    out, err = io.StringIO(), io.StringIO()
    with shown(out, err):
        print(json.dumps(text, ensure_ascii=False))
        print(text, file=sys.stderr)
    assert json.loads(out.getvalue()) == text
    for said in (out.getvalue(), err.getvalue()):
        assert not [sign for sign in said if (ord(sign) < 32 and sign not in "\n\r\t") or 127 <= ord(sign) < 160]


def test_the_headings_of_a_file_are_shown_and_not_obeyed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZEROPOINT_HOME", str(tmp_path / "home"))
    file = tmp_path / "steers.csv"
    file.write_text(f"name,{RED}colour and much else\n" + "plain words,more of them\n" * 5, encoding="utf-8")
    assert main(["import", str(file)]) == 1
    said = capsys.readouterr().err
    assert "\\u001b[31mcolour" in said and RED not in said
    assert main(["geocode", f"Panjgur{RED}"]) == 0
    assert RED not in capsys.readouterr().out
