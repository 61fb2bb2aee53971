"""The recorder that every other test relies on hears what it should."""

from tests.browser.reader import Reader


def test_it_hears_requests_elsewhere_errors_and_exception_boxes(reader: Reader) -> None:
    reader.open(page="sources")
    reader.page.route("**://example.org/**", lambda route: route.abort())  # asked for, but never sent
    reader.page.evaluate("""async () => {
        console.error("something is wrong");
        setTimeout(() => { throw new Error("thrown"); });
        const box = document.createElement("div"); box.dataset.testid = "stException"; box.innerText = "boom"; document.body.append(box);
        await fetch("https://example.org/tile.png").catch(() => {});
    }""")
    reader.page.wait_for_function("() => document.querySelector('[data-testid=stException]').dataset.seen")
    heard = "\n".join(reader.complaints)
    for complaint in ("left this machine: https://example.org", "something is wrong", "thrown", "exception: boom"):
        assert complaint in heard
    reader.complaints.clear()
