"""Plotly figures on a page: where their places are on the screen, and when a scene no longer turns."""

from typing import Any

from playwright.sync_api import Page

PLACE = """([key, x, y]) => {
  const plot = document.querySelector(`.st-key-${key} .js-plotly-plot`);
  const { xaxis, yaxis } = plot._fullLayout;
  const { left, top } = plot.getBoundingClientRect();
  return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
}"""

SHAPES = "(key) => JSON.stringify(document.querySelector(`.st-key-${key} .js-plotly-plot`).layout.shapes)"


def place_on_screen(page: Page, key: str, x: float, y: float) -> tuple[float, float]:
    """Where a place of the axes of the figure in this container is on the screen."""
    left, top = page.evaluate(PLACE, [key, x, y])
    return left, top


def shapes(page: Page, key: str) -> str:
    """All shapes of the figure in this container, as text."""
    text: str = page.evaluate(SHAPES, key)
    return text


def wait_for_other_shapes(page: Page, key: str, before: str) -> None:
    """Waits until a shape of the figure in this container has changed."""
    page.wait_for_function(f"([key, before]) => ({SHAPES})(key) !== before", arg=[key, before], timeout=60_000)


def hold_over(page: Page, key: str, start: tuple[float, float], end: tuple[float, float], steps: int = 6) -> None:
    """A real drag from one place of the axes to another; the button is still down."""
    page.mouse.move(*place_on_screen(page, key, *start))
    page.mouse.down()
    page.mouse.move(*place_on_screen(page, key, *end), steps=steps)


def scene_of(key: str) -> str:
    """Plotly's scene of the figure in this container, as an expression."""
    return f"document.querySelector('.st-key-{key} .js-plotly-plot')._fullLayout.scene._scene"


def eye_of(key: str) -> str:
    """From where the scene is seen, [x, y, z], as an expression."""
    return f"(({{ x, y, z }}) => [x, y, z])({scene_of(key)}.getCamera().eye)"


def at_rest(page: Page, key: str, what: str = "") -> Any:
    """What an expression says (from where the scene is seen, if not given) when the scene no longer turns.

    No hand turns a scene in the half second after it was first drawn, and what a hand has done is seen by and by: the
    answer must have been the same for ten frames.
    """
    page.wait_for_function(f"{scene_of(key)}.camera.view.lastT() < performance.now()")
    return page.evaluate(
        f"""async () => {{
          let [last, same] = ["", 0];
          while (same < 10) {{
            await new Promise(requestAnimationFrame);
            const now = JSON.stringify({what or eye_of(key)});
            [last, same] = [now, now === last ? same + 1 : 0];
          }}
          return JSON.parse(last);
        }}"""
    )
