"""A site of its own for the tests that keep runs."""

from tests.jobs.conftest import new_site

__all__ = ["new_site"]
