"""The text of a file whose encoding nobody has told."""

import unicodedata

from core.refusal import Refusal

BYTES = 5_000_000  # limit
MAGIC = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF", b"PK": "ZIP",
    b"\x1f\x8b": "gzip", b"\x93NUMPY": "NPY", b"\xd0\xcf\x11\xe0": "XLS", b"\x7fELF": "ELF",
}  # fmt: skip


def check_size(data: bytes) -> None:
    """Refusal for a file that is empty, blank, or larger than is read."""
    if len(data) > BYTES:
        raise Refusal("file_too_large", got=len(data), limit=BYTES)
    if not data.strip():
        raise Refusal("empty_file" if not data else "blank_file")


def decoded(data: bytes) -> tuple[str, str]:
    """Text and encoding of a file that is text; Refusal for others."""
    check_size(data)
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise Refusal("not_a_table", kind=kind)
    for encoding in _likely_encodings(data):
        text = _decoded_as(data, encoding)
        if text is not None:
            return text, encoding
    raise Refusal("encoding")


def _decoded_as(data: bytes, encoding: str) -> str | None:
    """The text, or None where the bytes are none in this encoding, or hold control characters."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    odd = any(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\r\n\f" for c in set(text))
    return None if odd else text


def _likely_encodings(data: bytes) -> tuple[str, ...]:
    """By the byte order mark; without one, many zeros at every other byte are the digits and commas of UTF-16."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    start = data[:4000]
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if start[parity::2].count(0) > len(start) / 10 and start[1 - parity :: 2].count(0) == 0:
            return (encoding,)
    return ("utf-8-sig", "gb18030", "cp1252") if _is_chinese(data) else ("utf-8-sig", "cp1252", "gb18030")


def _is_chinese(data: bytes) -> bool:
    """Whether bytes read as GB18030 are mostly common characters.

    The common ones, level 1 of GB 2312, start with a byte from B0 to D7, punctuation with A1 to A3. Accented Latin
    letters before plain ones make rare characters, or none.
    """
    try:
        characters = [c for c in data.decode("gb18030") if ord(c) > 127]
    except UnicodeDecodeError:
        return False
    codes = [c.encode("gb18030") for c in characters]
    common = sum(
        len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3) and code[1] >= 0xA1 for code in codes
    )
    return common * 2 > len(codes)
