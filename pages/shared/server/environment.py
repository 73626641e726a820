"""What whoever hosts the app sets by environment variables: the names it answers to, and who may frame it."""

import os
import re

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"\*|(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]", re.I)
FRAME = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:\d+)?", re.I)


def allowed_hosts() -> list[str]:
    """The names that the app answers to: those of the loopback, and those in GRADUS_HOSTS.

    ValueError for what is no name, such as an address with "https://" or a port.
    """
    return [*LOOPBACK, *_listed("GRADUS_HOSTS", HOST, "a host such as gradus.example.org, *.example.org or 192.0.2.7")]


def frame_ancestors() -> list[str]:
    """The origins whose pages may show the app in a frame: its own, and those in GRADUS_FRAME_ANCESTORS.

    ValueError for what is no origin.
    """
    return ["'self'", *_listed("GRADUS_FRAME_ANCESTORS", FRAME, "an origin such as https://moodle.example.org")]


def _listed(variable: str, pattern: re.Pattern[str], wanted: str) -> list[str]:
    """The values of a variable, which commas or spaces part."""
    values = re.split(r"[\s,]+", os.environ.get(variable, "").strip())
    for value in values:
        if value and not pattern.fullmatch(value):
            raise ValueError(f"{variable}: {value!r} is not {wanted}.")
    return [value for value in values if value]
