"""The size that an image file declares, read from its first bytes without decoding anything."""

import struct

JPEG_STARTS = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))  # frames with a size
JPEG_ALONE = (0x01, *range(0xD0, 0xD9))  # markers without a length
MOST_SEGMENTS = 2000


def declared_size(content: bytes) -> tuple[str, int, int] | None:
    """`(format, width, height)` of a PNG, JPEG, GIF, BMP or WebP; None for other files and broken headers."""
    for signature, format_name, size in (
        (b"\x89PNG\r\n\x1a\n", "PNG", _png), (b"\xff\xd8\xff", "JPEG", _jpeg), (b"GIF87a", "GIF", _gif),
        (b"GIF89a", "GIF", _gif), (b"BM", "BMP", _bmp), (b"RIFF", "WEBP", _webp),
    ):  # fmt: skip
        if content.startswith(signature):
            try:
                found = size(content)
            except (struct.error, IndexError):
                return None
            return None if found is None else (format_name, *found)
    return None


def _png(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _gif(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", content, 6)
    return width, height


def _bmp(content: bytes) -> tuple[int, int]:
    header = struct.unpack_from("<I", content, 14)[0]
    width, height = struct.unpack_from("<HH" if header == 12 else "<ii", content, 18)
    return abs(width), abs(height)  # a negative height counts from the top


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    for _ in range(MOST_SEGMENTS):
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        if content[at] != 0xFF:
            return None
        if marker in JPEG_STARTS:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 if marker in JPEG_ALONE else 2 + struct.unpack_from(">H", content, at + 2)[0]
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    kind = content[12:16]
    if content[8:12] != b"WEBP":
        return None
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L" and content[20] == 0x2F:
        bits = struct.unpack_from("<I", content, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
