"""`make report`: for every topic, tab by tab, what a careful reviewer would find lacking; see the README beside it."""

import argparse
import ast
import random
import re
import tempfile
from collections import Counter, defaultdict
from contextlib import nullcontext, suppress
from itertools import pairwise
from pathlib import Path
from statistics import median
from urllib.parse import parse_qsl, urlencode, urlsplit

from playwright.sync_api import sync_playwright

from benchmarks import browser as bench
from core.curriculum import TOPICS
from core.params import domains, problems_of, to_query
from pages.shared.glossary import terms
from pages.shared.words import read_words
from tests.browser.chromium import idle, launch, serve, watch
from tests.browser.fixtures import listen
from tests.pages.cases import fields, tabs_of, words_of
from tests.sizes import sizes
from tests.test_words import FORMULA

ROOT = Path(__file__).parents[2]

STATES = (("en", 1280, "light"), ("en", 390, "dark"), ("zh", 390, "light"), ("zh", 1280, "dark"))
LEAST = {"together": 1, "idea": 1, "figures": 1, "hand": 1, "experiments": 3, "challenges": 2, "code": 2, "sources": 1}
COLUMNS = [
    "tab", "control", "figure", "together", "free", "height", "stops", "figures", "hand", "experiments", "challenges",
    "met", "code", "change",
]  # fmt: skip
ROLES = [
    "radiogroup", "button", "slider", "textbox", "combobox", "checkbox", "radio", "switch", "link", "spinbutton", "tab",
    "application",
]  # fmt: skip
PATIENCE = 90  # seconds; other work may share the machine
COMMON = {language: read_words(ROOT / "pages/shared/common", language) for language in ("en", "zh")}
FIELDS = {topic.slug: [*fields(topic).values()] for topic in TOPICS}
OPTIONS = [str(option) for fields in FIELDS.values() for d in fields for option in d.options if " " not in str(option)]
FIXED = "numpy torch scipy scikit learn pandas dtype playground wilson brier bayes newton taylor poisson pearson"
NAMES = {
    word.lower() for word in re.findall("[A-Za-z]+", " ".join([FIXED, *(term.english for term in terms()), *OPTIONS]))
}
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")

SCRIPT = Path(__file__).with_name("page.js").read_text("utf-8")


def tell(found, views):
    """Prints what was found: `found[kind, line]` are its places, as (view, state, example)."""
    for (kind, line), places in sorted(found.items(), key=lambda item: item[0][0]):
        seen, states, samples = ([*dict.fromkeys(part)] for part in zip(*places, strict=True))
        where = ["all views"] if len(seen) == len(views) > 1 else seen
        when = ["always"] if {*STATES} <= {*states} else ["/".join(map(str, state)) for state in states]
        told = "; ".join(filter(None, map(", ".join, (where, when))))
        print(f"  {kind}: {line}{samples[0] and f' ({len(samples)}), e.g. {samples[0]}'}{told and f'  [{told}]'}")


def latin(text):
    """The first piece of a text that is prose without any Chinese, or None."""
    for piece in re.split(r"[。！？；：，、（）()·|→←]|(?<=[.!?;])\s", text):
        plain = re.sub(r"\S*[\d_@=<>\\/^*+\[\]{}]\S*|\b\w*[a-z][A-Z]\w*", " ", piece)
        words = [word for word in re.findall("[A-Za-z]{3,}", plain) if not word.isupper() and word.lower() not in NAMES]
        if not CHINESE.search(piece) and (len(words) > 1 or words == [text]):
            return piece.strip()


def static(topic, found):
    """What the files tell: lines, the longest function, where the right answers lie, how long the ideas are."""
    folders = [ROOT / tree / topic.room / topic.slug for tree in ("core", "pages")]
    trees = {f"{path.stem}": ast.parse(path.read_text("utf-8")) for one in folders for path in one.rglob("*.py")}
    nodes = [(name, node) for name, tree in trees.items() for node in ast.walk(tree)]
    longest = max((n.end_lineno - n.lineno + 1, f"{at}.{n.name}") for at, n in nodes if isinstance(n, ast.FunctionDef))
    tabs = tabs_of(topic)
    right = Counter(one.right for tab in tabs for one in getattr(tab.module, "EXPERIMENTS", {}).values())
    whole = sum(sizes(topic).values(), Counter())
    print(
        f"  lines: {dict(sorted(whole.items()))} over {len(tabs)} tabs and parts; longest function: {longest[0]} in",
        f"{longest[1]}; right answers by place: {dict(sorted(right.items()))}",
    )
    if len(right) == 1 and right.total() > 2:
        found["answers", f"the right one of all {right.total()} stands at place {min(right)}"].append(("", (), ""))
    for tab in tabs:
        words = words_of(tab, "en")
        count = len(re.findall(r"[A-Za-z][\w'-]*", FORMULA.sub(" ", f"{words('idea.strip')} {words('idea.more')}")))
        if not 0 < count <= 140:
            found["idea", f"{count} words (at most 140)"].append((tab.noun, (), ""))


def picked(topic, choose):
    """The query of a state: every field as `choose(domain)` says (None: its default), where the config accepts it."""
    query = {}
    for config_class in topic.config_classes():
        kept = {}
        for name, domain in domains(config_class).items():
            trial = kept | {name: choose(domain)}
            if name not in ("tab", "hide") and trial[name] is not None and not problems_of(config_class, trial):
                kept = trial
        query |= to_query(config_class(**kept), topic.slug)
    return urlencode(query)


def show(page, state, *links):
    """Follows links, by way of home so that they are read anew: quicker than loads; sets language, width, theme."""
    language, width, theme = state
    for step in [step for one in links for step in ("/", one)]:
        page.evaluate("(to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')); }", step)
        idle(page, PATIENCE)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    if not page.evaluate("document.documentElement.lang").startswith(language):
        page.locator(".st-key-language_switch [role=radio]").nth(int(language == "zh")).dispatch_event("click")
    idle(page, PATIENCE)


def look(page, found, view, state):
    """Notes what is wrong with what is drawn now."""
    seen = page.evaluate("(common) => topic.look(common)", COMMON[state[0]])
    for kind in ("exception", "parts", "cut off", "overlap", "contrast"):
        for line, sample in seen[kind]:
            found[kind, line].append((view, state, sample))
    for place, text, of_books in seen["sentences"]:
        piece = CHINESE.search(text) and text if state[0] == "en" else not of_books and latin(text)
        if piece and place != "language_switch":
            line = f"not {state[0]}: '{re.sub('[0-9.]+', '…', piece)[:60]}' at {place}"
            found["language", line].append((view, state, ""))
        if odd := re.search(r"\bnan\b|«\w+»|\{[a-z_]+\}", text, re.I):
            found["words", f"{odd[0]} in '{text[:60]}' at {place}"].append((view, state, ""))


def one_view(page, topic, here, row, bare, shots, found):
    """Fills the row of a view, and notes what is found; `here` is its link."""
    view = row["tab"]
    show(page, STATES[0], here, f"/{topic.slug}")  # the link clears what was set before; without one the idea is open
    row |= page.evaluate("topic.sight()") | {"stops": 0}
    for state in STATES:
        show(page, state)
        while page.evaluate("(asked) => topic.open(asked)", [COMMON[state[0]]["part.code"], False]):
            idle(page, PATIENCE)
            page.wait_for_function("topic.isStill()")
        row |= page.evaluate("(common) => topic.parts(common)", COMMON[state[0]])
        look(page, found, view, state)
        if shots and state != STATES[1]:
            page.screenshot(path=shots / f"{topic.slug}_{view}_{'_'.join(map(str, state))}.png")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    while row["stops"] < 60 and not page.evaluate("topic.isAtControl()"):
        page.keyboard.press("Tab")
        row["stops"] += 1
    names = [re.match(r"\W*(\w*)(.*)", line).groups() for line in page.locator("body").aria_snapshot().splitlines()]
    for (_, before), (role, name) in pairwise(names):
        odd = re.findall(r'\*\*|`|\{\w+\}|\bicon(?=")', name) if name.startswith(' "') else ["nothing"]
        if role in ROLES and odd:
            found["name", f"{odd[0]} in the name of a {role}"].append((view, (), f"{name[:60]} after{before[:60]}"))
    page.evaluate("(asked) => topic.open(asked)", [COMMON["zh"]["part.code"], True])
    idle(page, PATIENCE)
    row["code"] = page.locator(f".st-key-{topic.slug}_code [role=tab]").count()
    for line in row["notes"] + [f"{name}: {int(row[name])}, wanted {n}" for name, n in LEAST.items() if row[name] < n]:
        found["parts", line].append((view, (), ""))
    show(page, STATES[-1], here)
    slider = bench.slider_that_moves_a_figure(page)
    keys = bench.keys(slider) if slider else ()
    times = [ms for _, key in zip(range(5), keys, strict=False) for ms in bench.change(page, slider, key)]
    row["change"] = f"{median(times):.0f} ms, {median(times) / bare:.1f} x bare" if times else "no slider"
    for end, name in enumerate(("all low", "all high")):
        numbers = picked(topic, lambda d, end=end: d.ends()[end] if d.kind in ("integer", "real") else None)
        show(page, STATES[-1], f"{here}&{numbers}")
        look(page, found, view, ("zh", name))


def link(page, topic, here, found):
    """Whether a state that a link asks for is there, also after a reload and in the other language."""
    chance = random.Random(topic.slug)
    query = picked(
        topic,
        lambda d: (
            chance.choice(d.options)
            if d.kind == "choice"
            else type(d.default)(round(chance.uniform(d.low, d.high), 2))
            if d.kind in ("integer", "real")
            else None
        ),
    )
    show(page, STATES[0], f"{here}&{query}")
    before = dict(parse_qsl(query))
    for when, state in (("at once", STATES[0]), ("after a reload", STATES[0]), ("in zh", STATES[-1])):
        if when == "after a reload":
            page.reload()
        show(page, state)
        now = dict(parse_qsl(urlsplit(page.url).query)) | page.evaluate("topic.values()")
        for key in [key for key in before if before[key] != now.get(key) and key != "lang"]:
            found["link", f"{key} was {before[key]} and is {now.get(key)} {when}"].append((here, (), ""))
        before = now


def report(page, complaints, base, topic, bare, shots):
    """Prints the table of a topic and what was found."""
    print(f"\n== {topic.slug}", flush=True)
    found, rows = defaultdict(list), []
    tabs = tabs_of(topic)
    views = [tab.noun for tab in tabs]
    for view in ["(files)", *views, "(link)"]:
        tab = tabs[views.index(view)] if view in views else tabs[-1]
        here = f"/{topic.slug}?" + urlencode({f"{topic.slug}_{name}": text for name, text in tab.settings})
        try:
            if view == "(files)":
                static(topic, found)
            elif view == "(link)":
                link(page, topic, here, found)
            else:
                rows.append({"tab": view})
                one_view(page, topic, here, rows[-1], bare, shots, found)
        except Exception as error:  # the rest goes on
            found["failed", f"{type(error).__name__}: {str(error).splitlines()[0]}"].append((view, (), ""))
            with suppress(Exception):
                page.goto(f"{base}/?lang=en")
        while complaints:
            found["console", complaints.pop(0).replace(base, "")].append((view, (), ""))
    table = [COLUMNS, *([str(row.get(name, "?")) for name in COLUMNS] for row in rows)]
    for line in table:
        print("  " + "  ".join(cell.ljust(max(len(other[k]) for other in table)) for k, cell in enumerate(line)))
    tell(found, views)


def main() -> None:
    """Open the app, or take the one at `--base`, and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--base", type=lambda url: url.rstrip("/"))
    parser.add_argument("--shots", type=Path)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as logs,
        nullcontext(given.base) if given.base else serve(ROOT / "streamlit_app.py", Path(logs, "1"), "uvicorn") as base,
        serve(ROOT / "benchmarks/bare_app.py", Path(logs, "2"), "uvicorn") as bare_base,
        sync_playwright() as playwright,
    ):
        browser, complaints = launch(playwright), []
        bare = bench.open_page(browser, bare_base)
        page = watch(browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US"))
        page.add_init_script(bench.CLOCK + SCRIPT)
        listen(page, complaints)
        page.on("requestfailed", lambda r: "ABORT" in str(r.failure) or complaints.append(f"{r.failure} {r.url}"))
        page.goto(f"{base}/?lang=en")
        for topic in [topic for topic in TOPICS if not given.slugs or topic.slug in given.slugs]:
            times = [ms for _ in range(5) for ms in bench.change(bare, bare.locator(bench.BARE_SLIDER), "ArrowRight")]
            report(page, complaints, base, topic, median(times), given.shots)
        browser.close()


if __name__ == "__main__":
    main()
