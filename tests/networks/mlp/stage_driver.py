"""What the browser tests of the stage do to it, and what they read of it."""

import ast

from playwright.sync_api import Locator, Page

from core.data.playground import make_dataset
from core.engine.examples import make_examples
from core.engine.run import Run, train
from tests.networks.mlp.stage_cases import CASES

STAGE = ":is(.st-key-stage, .st-key-mlp_stage)"  # alone in a page of its own, or in the lab
PROBE = f"""document.querySelector('{STAGE} [data-testid="stBidiComponentIsolated"]').shadowRoot
  .querySelector('.stage').stageProbe"""


def part(page: Page, selector: str) -> Locator:
    return page.locator(f"{STAGE} {selector}")


def probe(page: Page, what: str):
    return page.evaluate(f"{PROBE}.{what}")


def told(page: Page) -> list:
    text = page.locator("[data-testid=stCode] code").inner_text()
    return [ast.literal_eval(line) for line in text.splitlines() if line != "–"]


def seek(page: Page, frame: int) -> None:
    page.evaluate(f"{PROBE}.seek({frame})")


def run_of(case: str) -> Run:
    data, network, training = CASES[case]
    return train(make_examples(make_dataset(data), data.inputs), network, training)


def unit_place(page: Page, layer: int, unit: int) -> tuple[float, float]:
    """Where a unit is on the screen."""
    box = part(page, "canvas.network").bounding_box()
    place = page.evaluate(f"(({{x, y}}) => [x, y])({PROBE}.layout.unit({layer}, {unit}))")
    return box["x"] + place[0], box["y"] + place[1]


def link_place(page: Page, layer: int, unit: int, source: int) -> tuple[float, float]:
    """A place near the end of a link, where no other is nearer."""
    box = part(page, "canvas.network").bounding_box()
    end = page.evaluate(
        f"{PROBE}.layout.allLinks.find((l) => l.layer === {layer} && l.unit === {unit} && l.input === {source})"
    )
    return box["x"] + end["x1"] - 4, box["y"] + end["y1"]


def map_place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the plane is on the screen, while the whole map is shown."""
    box = part(page, "canvas.marks").bounding_box()
    left, top, width, height = 26, 6, box["width"] - 32, box["height"] - 26
    return box["x"] + left + (x + 6) / 12 * width, box["y"] + top + (6 - y) / 12 * height
