"""Hypothesis looks for new examples on a person's machine; the build server tries the same ones every time."""

import os

from hypothesis import settings

pytest_plugins = ["tests.browser.fixtures"]

settings.register_profile("build", derandomize=True, database=None)
if os.environ.get("CI"):
    settings.load_profile("build")
