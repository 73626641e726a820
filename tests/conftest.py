"""What all tests share: the browser's fixtures, and how tests are spread over workers."""

import os
import tempfile
from functools import cache

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from core.curriculum import TOPICS
from pages.shared import jobs

pytest_plugins = ["tests.browser.fixtures"]

# What servers of the tests write; pages that are opened without a browser do long work at once.
os.environ.setdefault("GRADUS_DATA", tempfile.mkdtemp(prefix="gradus"))
jobs.INLINE = True

# Streamlit reads the metadata of every installed package whenever a page is opened in a test: half a second each time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# Hypothesis looks for new examples on a person's machine; the build server tries the same ones every time. Neither
# minds how long an example takes.
settings.register_profile("person", deadline=None)
settings.register_profile("build", derandomize=True, database=None, deadline=None)
settings.load_profile("build" if os.environ.get("CI") else "person")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all of a file, and all generated tests of a topic: they share what they have opened.

    What takes long comes first, so that both workers end together.
    """
    for item in items:
        generated = "tests/pages/" in item.nodeid
        slug = next((one.slug for one in TOPICS if f"[{one.slug}" in item.nodeid or f"-{one.slug}" in item.nodeid), "")
        group = f"pages of {slug}" if generated and slug else item.nodeid.split("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: (not item.get_closest_marker("browser"), "tests/pages/" not in item.nodeid))
