"""A site of its own for every test of this page."""

from tests.jobs.conftest import new_site

__all__ = ["new_site"]
