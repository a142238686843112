"""The site opened in Chromium: nothing fails, nothing is fetched from elsewhere, a telephone and the dark will do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.report.browser import needs_chromium
from tests.site.building import ROOT, needs_sphinx
from tests.site.chromium import Chromium

pytestmark = [needs_sphinx, needs_chromium]

# Words that a reader must see on a page, and not only in its source.
PAGES = {
    "index.html": ("ctethics", "is a bill"),
    "provisions/index.html": ("Provisions", "OPM policy, item 6"),
    "provisions/1-79/5.html": ("§ 1-79(5) Gift", "Except: (I) Food or beverage with the donor in attendance"),
    "provisions/1-84/o.html": ("§ 1-84(o) Written report of things given", "not later than ten days thereafter"),
    "provisions/opm/6.html": ("OPM policy, item 6", "accepting any gift or gifts"),
    "glossary.html": ("Glossary", "Is this party registered as a lobbyist with the Office of State Ethics?"),
    "api.html": ("API", "ctethics.load"),
    "commands.html": ("Commands", "ctethics assess"),
    "codes/index.html": ("Diagnostic codes", "CTE301"),
    "tutorial-programmer.html": ("Tutorial for a programmer", "Unknown is never no"),
}
BY_HAND = sorted(f"{path.stem}.html" for path in (ROOT / "docs").glob("*.md") if f"{path.stem}.html" not in PAGES)
each_page = pytest.mark.parametrize("name", PAGES)

# The least contrast, by the rules of WCAG 2, that any text of the article has against what is behind it.
CONTRAST = """(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const part = (x) => (x /= 255) <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] > 127) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  for (const e of document.querySelectorAll("article *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest(".headerlink, .highlight")) continue;
    const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    found.push([(a + 0.05) / (b + 0.05), e.outerHTML.slice(0, 120)]);
  }
  return found.sort((x, y) => x[0] - y[0])[0];
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@each_page
def test_a_page_opens_with_its_title_and_words_and_nothing_goes_wrong(browser: Chromium, site: Path, name: str) -> None:
    visit = browser.open((site / name).as_uri())
    title, words = PAGES[name]
    assert browser.run("document.title").startswith(title)
    assert browser.run("document.querySelector('h1').checkVisibility()")
    assert words in browser.run("document.querySelector('article').innerText.replace(/\\s+/g, ' ')")
    assert (visit.said, visit.failed) == ([], [])


@each_page
def test_a_page_asks_for_nothing_outside_the_site(browser: Chromium, site: Path, name: str) -> None:
    visit = browser.open((site / name).as_uri())
    assert len(visit.requested) > 1
    assert [address for address in visit.requested if not address.startswith((site.as_uri(), "data:"))] == []


@each_page
def test_a_page_fits_a_telephone(browser: Chromium, site: Path, name: str) -> None:
    browser.open((site / name).as_uri(), width=375)
    browser.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    assert browser.run("innerWidth") == 375
    assert browser.run("document.documentElement.scrollWidth") == 375


@pytest.mark.parametrize("name", BY_HAND)
def test_every_page_written_by_hand_fits_a_telephone_and_complains_of_nothing(
    browser: Chromium, site: Path, name: str
) -> None:
    visit = browser.open((site / name).as_uri(), width=375)
    assert browser.run("document.documentElement.scrollWidth") == 375
    assert (visit.said, visit.failed) == ([], [])


@each_page
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_a_page_can_be_read_in_the_light_and_in_the_dark(
    browser: Chromium, site: Path, name: str, is_dark: bool
) -> None:
    browser.open((site / name).as_uri(), is_dark=is_dark)
    browser.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    background = browser.run("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, background.removeprefix("rgb(").rstrip(")").split(","))) < 200) is is_dark
    least, where = browser.run(CONTRAST)
    assert least >= 4.5, where


SHOWN = """[...document.querySelectorAll(".words .clause")]
  .find((e) => e.innerText.startsWith("(2)")).innerText.replace(/\\s+/g, " ")"""


@pytest.mark.parametrize(
    ("view", "there", "gone"),
    [
        ("change", "more than ten twenty dollars", "\0"),
        ("current", "more than ten dollars", "twenty"),
        ("sb434", "more than twenty dollars", "ten "),
    ],
)
def test_a_reader_chooses_which_text_of_the_law_shows(
    browser: Chromium, site: Path, view: str, there: str, gone: str
) -> None:
    browser.open((site / "provisions/1-84/o.html").as_uri())
    browser.run(f"document.querySelector('.words [value={view}]').click()")
    shown = browser.run(SHOWN)
    assert there in shown
    assert gone not in shown


def test_examples_are_folded_until_a_reader_wants_them(browser: Chromium, site: Path) -> None:
    browser.open((site / "provisions/1-84/o.html").as_uri())
    assert not browser.run("document.querySelector('table.examples').checkVisibility()")
    browser.run("document.querySelector('table.examples').closest('details').querySelector('summary').click()")
    assert browser.run("document.querySelector('table.examples').checkVisibility()")
