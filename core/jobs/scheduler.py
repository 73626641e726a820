"""Where the Dask scheduler of a site is, and the certificates by which both ends know each other."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

NAME = "GRADUS_SCHEDULER"
ADDRESS = re.compile(r"(?P<scheme>tls|tcp)://(?P<host>[\w.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?", re.ASCII)
FILES = ("GRADUS_TLS_CA", "GRADUS_TLS_CERT", "GRADUS_TLS_KEY")


@dataclass(frozen=True)
class SchedulerAddress:
    """The address of a scheduler; over TLS the files of the authority, of the own certificate and of its key."""

    url: str
    files: tuple[str, ...] = ()


def scheduler_address(environment: Mapping[str, str], database: str) -> SchedulerAddress | None:
    """The scheduler that the environment names, None where it names none; ValueError for what cannot be one.

    Whoever reaches a scheduler runs what it likes there, so beyond this machine both ends show certificates.
    """
    url = environment.get(NAME, "").strip()
    if not url:
        return None
    found = ADDRESS.fullmatch(url)
    if found is None:
        raise ValueError(f"{NAME}={url!r} must be an address such as tls://gradus.example.org:8786.")
    is_secret, is_near = found["scheme"] == "tls", _is_loopback(found["host"].strip("[]"))
    if not is_secret and not is_near:
        raise ValueError(f"{NAME}={url!r} must begin with tls://, for tcp:// is safe on this machine alone.")
    if not is_near and database.startswith("sqlite"):
        raise ValueError(f"{NAME}={url!r} needs a PostgreSQL that all machines reach, in GRADUS_DATABASE.")
    if find_spec("distributed") is None:
        raise ValueError(f"{NAME} needs Dask: pip install -r requirements-cluster.txt.")
    return SchedulerAddress(url, _files(environment) if is_secret else ())


def _files(environment: Mapping[str, str]) -> tuple[str, ...]:
    for name in FILES:
        if not Path(environment.get(name, "").strip() or "/").is_file():
            raise ValueError(f"{name} must name a file: {NAME} with tls:// needs {', '.join(FILES)}.")
    return tuple(environment[name].strip() for name in FILES)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
