"""Access logs without the ids of sessions: they stand in the addresses of uploads."""

import logging

from pages.shared.server.visitors import UPLOAD

HIDDEN = "/_stcore/upload_file/…/"


def hide_session_ids() -> None:
    """Let the server's access log write dots where an address holds the id of a session."""
    logging.getLogger("uvicorn.access").addFilter(_hide)


def _hide(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(UPLOAD.sub(HIDDEN, part) if isinstance(part, str) else part for part in record.args)
    return True
