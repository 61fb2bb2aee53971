"""The page Accounts: choosing, swapping, clearing; the choice lives in the address and is said on every page."""

import pytest

from tests.pages.test_pages import CARD, asked, opened, said

BOTH = "v=1&start=2024-01-01&end=2024-01-31&lens=side:iran_state&against=side:pakistan_state"
ONE = "v=1&start=2024-01-01&end=2024-01-31&lens=side:iran_state"


def test_without_an_account_the_page_offers_one() -> None:
    app = opened("v=1&start=2024-01-01&end=2024-01-31", "accounts.py")
    assert "Choose whose account" in app.info[0].value
    app.button(key="example_accounts").click().run()
    assert not app.exception
    assert asked(app) == {
        "v": ["1"],
        "start": ["2024-01-01"],
        "end": ["2024-01-31"],
        "lens": ["side:iran_state"],
        "against": ["side:pakistan_state"],
    }


def test_two_accounts_side_by_side_with_a_table_of_the_differences(id_of) -> None:
    app = opened(BOTH, "accounts.py")
    table = app.dataframe[0].value
    assert {"Iranian state", "Pakistani state", "Difference", "Deaths"} <= set(table.columns)
    for strike in ("2024-01-16-panjgur-strike", "2024-01-18-saravan-strike"):
        assert "both, and they dispute" in table.at[id_of(strike), "Difference"]
    words = said(app)
    assert f"{len(table)} of 121 events" in words
    assert "as told by the Iranian state, compared with the Pakistani state" in words
    assert "only Iranian state" in words and "only Pakistani state" in words
    assert len(app.get("component_instance")) == 2, "two maps"


def test_one_account_restates_titles() -> None:
    app = opened(ONE, "accounts.py")
    table = app.dataframe[0].value
    assert any(title.startswith("Denies: ") for title in table["As told"])
    assert len(app.get("component_instance")) == 1
    choice = next(box for box in app.selectbox if box.label == "Open an event")
    assert any("Denies: " in option for option in choice.options)


def test_accounts_are_picked_swapped_and_cleared() -> None:
    app = opened("", "accounts.py")
    app.selectbox(key="account_lens").set_value("press:PK").run()
    assert asked(app) == {"v": ["1"], "lens": ["press:PK"]}
    app.selectbox(key="account_against").set_value("voice:ispr").run()
    assert asked(app) == {"v": ["1"], "lens": ["press:PK"], "against": ["voice:ispr"]}
    app.button(key="swap_accounts").click().run()
    assert asked(app) == {"v": ["1"], "lens": ["voice:ispr"], "against": ["press:PK"]}
    assert app.selectbox(key="account_lens").value == "voice:ispr"
    app.selectbox(key="account_lens").set_value(None).run()
    assert asked(app) == {"v": ["1"], "lens": ["press:PK"]}, "a second account never stands alone"
    app.button(key="clear_accounts").click().run()
    assert asked(app) == {"v": ["1"]}
    assert not app.exception


def test_an_account_stays_on_every_page_until_filters_are_cleared() -> None:
    app = opened(ONE, "accounts.py")
    for page in ("map.py", "timeline.py", "matrix.py", "data.py"):
        app.switch_page(page).run()
        assert not app.exception, page
        assert "as told by the Iranian state" in said(app), page
    assert set(app.dataframe[1].value["Side"]) == {"Iranian state"}
    next(button for button in app.sidebar.button if button.label == "Clear all filters").click().run()
    assert asked(app) == {"v": ["1"]}
    assert "121 of 121 events" in said(app)


@pytest.mark.parametrize(
    ("query", "unmet"),
    [
        ("lens=side:moon", "nobody whose account is on record"),
        ("lens=nonsense&against=press:PK", "nobody whose account is on record"),
        ("against=press:PK", "without “lens” it was taken as the only one"),
    ],
)
def test_an_account_that_is_not_on_record_is_said(query: str, unmet: str) -> None:
    app = opened(query, "accounts.py")
    assert unmet in app.warning[0].value.replace("\\", "")


def test_the_same_account_twice_is_said_and_differs_in_nothing() -> None:
    app = opened("v=1&lens=press:PK&against=press:PK", "accounts.py")
    assert "the same account" in app.info[0].value
    assert {difference[0] for difference in app.dataframe[0].value["Difference"]} == {"="}


def test_accounts_that_report_nothing_say_so(id_of) -> None:
    app = opened(BOTH + "&q=xyzzy", "accounts.py")
    assert "No event passes" in app.info[0].value
    event = id_of("2024-01-16-panjgur-strike")
    assert CARD in said(opened(BOTH + f"&event={event}", "accounts.py"))
