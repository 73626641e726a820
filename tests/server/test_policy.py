"""The Content-Security-Policy in a real Chromium: all that the app does is allowed, and nothing foreign is."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import idle

APP = "streamlit_app.py"
PATIENCE = 60_000  # ms
FOREIGN = """async (other) => {
  const refused = [];
  addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
  const put = (name, attributes) => {
    const node = Object.assign(document.createElement(name), attributes);
    document.body.append(node);
    return node;
  };
  put("img", { src: `${other}/x.png` });
  put("script", { src: `${other}/x.js` });
  put("script", { textContent: "window.ran = true" });
  put("iframe", { src: other });
  put("object", { data: `${other}/x` });
  put("link", { rel: "stylesheet", href: `${other}/x.css` });
  put("video", { src: `${other}/x.mp4` });
  put("div", { innerHTML: "<img src=x onerror='window.ran = true'>" });
  put("a", { href: "javascript:window.ran = true" }).click();
  put("form", { action: other }).submit();
  setTimeout("window.ran = true");
  const socket = () => new WebSocket(other.replace("http", "ws"));
  for (const reach of [() => fetch(other), () => new Worker("data:,1"), socket])
    try { await reach(); } catch { }
  new FontFace("x", `url(${other}/x.woff2)`).load().catch(() => {});
  await new Promise((soon) => setTimeout(soon, 500));
  return [[...new Set(refused)].sort(), window.ran ?? false];
}"""


@pytest.mark.parametrize("path", ["", "glossary"])
def test_the_other_pages_are_drawn_without_a_complaint(path, page, server):
    page.goto(f"{server(APP)}/{path}")
    idle(page)


def test_a_file_goes_up_and_the_code_comes_down(page, server):
    page.goto(f"{server(APP)}/metrics?metrics_source=file&lang=en")
    idle(page)
    rows = b"".join(b"%d,%d\n" % (k % 2, (k * k) % 2) for k in range(40))
    page.locator("input[type=file]").set_input_files(
        [{"name": "mine.csv", "mimeType": "", "buffer": b"y_true,y_pred\n" + rows}]
    )
    expect(page.locator(".st-key-metrics_confusion .main-svg").first).to_be_visible(timeout=PATIENCE)
    idle(page)
    page.locator(".st-key-metrics_code summary").first.click()
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name="Script (.py)").first.click()
    assert b"import" in download.value.path().read_bytes()


def test_a_file_goes_up_in_the_frame_of_another_site(browser, hosted, site):
    page = browser.new_context().new_page()
    page.goto(f"http://localhost:{site.port}/{quote(f'{hosted}/metrics?metrics_source=file&lang=en', safe='')}")
    frame = page.frame_locator("iframe")
    frame.locator("input[type=file]").wait_for(state="attached", timeout=PATIENCE)
    frame.locator("input[type=file]").set_input_files(
        [{"name": "mine.csv", "mimeType": "", "buffer": b"y_true,y_pred\n" + b"1,0\n0,0\n1,1\n" * 9}]
    )
    expect(frame.locator(".st-key-metrics_confusion .main-svg").first).to_be_attached(timeout=PATIENCE)
    page.context.close()


def test_a_figure_is_saved_as_a_picture(page, server):
    page.goto(f"{server(APP)}/metrics?lang=en")
    idle(page)
    with page.expect_download(timeout=PATIENCE) as download:
        page.evaluate("Plotly.downloadImage(document.querySelector('.js-plotly-plot'), { format: 'png' })")
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_nothing_of_another_origin_is_loaded_and_no_text_is_run(browser, server, site):
    page = browser.new_page()
    page.goto(server(APP))
    page.wait_for_selector("h1")
    site.asked.clear()
    refused, ran = page.evaluate(FOREIGN, f"http://127.0.0.1:{site.port}")
    page.close()
    assert not ran
    assert set(refused) >= {
        "connect-src", "font-src", "form-action", "frame-src", "img-src", "media-src", "object-src", "script-src",
        "script-src-attr", "script-src-elem", "style-src-elem", "worker-src",
    }  # fmt: skip
    assert site.asked == []


def test_the_app_is_shown_in_frames_of_the_pages_that_whoever_hosts_it_names(browser, hosted, server, site):
    for by, url, shown in [
        (f"http://localhost:{site.port}", hosted, True),
        (f"http://127.0.0.1:{site.port}", hosted, False),
        (f"http://localhost:{site.port}", server(APP), False),
    ]:
        page = browser.new_page()
        with page.expect_event("framenavigated", lambda frame: frame.parent_frame is not None, timeout=PATIENCE):
            page.goto(f"{by}/{url}")
        (frame,) = page.main_frame.child_frames
        assert frame.url.startswith("chrome-error:") is not shown, (by, url, frame.url)
        if shown:
            frame.get_by_role("heading", level=1).wait_for(timeout=PATIENCE)
        page.close()
