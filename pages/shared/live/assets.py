"""The browser-side files of the components: where they are served, and the loader that Streamlit carries.

Streamlit sends a component's inline JavaScript with every message, so what travels is a loader of a few lines; the
module itself has a content-hashed address that browsers keep for ever. Give `routes()` to `st.App`.
"""

import gzip
import hashlib
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE = Path(__file__).parent
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
FOR_EVER = "public, max-age=31536000, immutable"

LOADER = """\
// Reads the component's real module from its own address; the browser keeps it.
export default async function (component) {{
  const address = new URL("{address}", document.baseURI);
  const part = await import(address.href);
  return part.default(component);
}}
"""


def _modules() -> dict[str, Path]:
    return {path.relative_to(HERE).as_posix(): path for path in sorted(HERE.rglob("*")) if path.suffix in MEDIA_TYPES}


def _content_hash(files: dict[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _plotly_js() -> Path:
    package = find_spec("plotly")  # found, not imported: a page without figures does not pay for it
    assert package is not None and package.submodule_search_locations
    return Path(package.submodule_search_locations[0]) / "package_data" / "plotly.min.js"


MODULES = _modules()
CONTENT_HASH = _content_hash(MODULES)
PLOTLY_ADDRESS = f"assets/plotly/{version('plotly')}/plotly.min.js"


def module_address(name: str) -> str:
    """The address of a module such as "figure/figure.js", relative to the app's root; KeyError where there is none."""
    if name not in MODULES:
        raise KeyError(f"There is no browser module {name!r}; there are {', '.join(MODULES)}.")
    return f"assets/{CONTENT_HASH}/{name}"


def loader(name: str) -> str:
    """The inline JavaScript that imports a module such as "figure/figure.js"."""
    return LOADER.format(address=module_address(name))


def routes() -> list[Route]:
    """What `st.App(routes=…)` serves under `/assets/`.

    A module is found under every content hash: the sources may change under a running server, whose routes stay.
    """
    return [Route(f"/{PLOTLY_ADDRESS}", _plotly), Route("/assets/{content_hash}/{name:path}", _module)]


def _plotly(request: Request) -> Response:
    return _file(request, _plotly_js())


def _module(request: Request) -> Response:
    """A module as it is now; what there is not is a plain 404, not the app's page, with which Streamlit answers."""
    path = _modules().get(request.path_params["name"])
    if path is None:
        return Response("No such file.\n", status_code=404, media_type="text/plain")
    return _file(request, path)


def _file(request: Request, path: Path) -> Response:
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    media_type = MEDIA_TYPES[path.suffix]
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = _compressed(path, path.stat().st_mtime_ns)
        return Response(content, headers=headers | {"Content-Encoding": "gzip"}, media_type=media_type)
    return Response(path.read_bytes(), headers=headers, media_type=media_type)


@lru_cache(maxsize=128)
def _compressed(path: Path, _changed_ns: int) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
