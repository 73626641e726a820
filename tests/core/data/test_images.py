import io
import struct
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.data.image_header import declared_size
from core.data.images import FORMATS, LONGEST_SIDE, MOST_BYTES, read_image
from core.refusal import Refusal

RNG = np.random.default_rng(0)
COLORS = RNG.integers(0, 256, (40, 60, 3), dtype=np.uint8)


def encoded(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    image = Image.fromarray(COLORS).resize(size).convert(mode)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png(width: int, height: int, rows: bytes = b"", depth: int = 8, color: int = 2) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def rule_of(content: bytes) -> str:
    tracemalloc.start()
    with pytest.raises(Refusal) as caught:
        read_image(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30e6
    assert "\n" not in str(caught.value)
    return caught.value.rule


def huge_webp() -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\xfe\x3f\x00" + b"\xfe\x3f\x00"
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


BROKEN = {
    "nothing": (b"", "empty_file"),
    "a text": (b"hello", "image_kind"),
    "an SVG named png": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image_kind"),
    "a zip": (b"PK\x03\x04" + bytes(50), "image_kind"),
    "a TIFF": (encoded("TIFF"), "image_kind"),
    "a PostScript program": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "image_kind"),
    "too many bytes": (encoded() + bytes(MOST_BYTES), "image_bytes"),
    "65,535 squared in PNG": (png(65535, 65535), "image_pixels"),
    "2^31 squared in PNG": (png(2**31 - 1, 2**31 - 1), "image_pixels"),
    "65,535 squared in GIF": (b"GIF89a" + b"\xff\xff\xff\xff" + bytes(3), "image_pixels"),
    "65,535 squared in BMP": (b"BM" + bytes(12) + struct.pack("<Iii", 40, 65535, -65535) + bytes(28), "image_pixels"),
    "65,535 squared in JPEG": (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + bytes(9), "image_pixels"),
    "16,383 squared in WebP": (huge_webp(), "image_pixels"),
    "only a PNG signature": (b"\x89PNG\r\n\x1a\n", "image_kind"),
    "only a JPEG marker": (b"\xff\xd8\xff", "image_kind"),
    "no size": (png(0, 40), "image_broken"),
    "a header that promises more": (png(1000, 1000, bytes(100)), "image_broken"),
    "one pixel": (encoded(size=(1, 1)), "image_small"),
    "a thread of pixels": (encoded(size=(2000, 8)), "image_small"),
    "a frame larger than its screen": (
        b"GIF89a\x10\x00\x10\x00\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x08\x01\x00;", "image_broken",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_picture_is_refused_in_one_sentence_and_little_memory(case):
    content, rule = BROKEN[case]
    assert rule_of(content) == rule


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_that_is_cut_off_is_refused(kind, share):
    content = encoded(kind)
    assert rule_of(content[: int(share * len(content))]) in {"image_broken", "image_kind"}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("size", [(60, 40), (8, 300), (900, 600)])
def test_the_declared_size_is_the_size(kind, size):
    content = encoded(kind, size=size)
    assert declared_size(content) == (kind, *size)
    picture = read_image(content)
    assert picture.size == size
    assert max(picture.pixels.shape[:2]) <= LONGEST_SIDE
    assert ("smaller" in picture.notes) == (max(size) > LONGEST_SIDE)


@pytest.mark.parametrize("options", [{"lossless": True}, {"lossless": False}, {"lossless": True, "exif": b"Exif\0\0"}])
def test_every_kind_of_webp_declares_its_size(options):
    assert declared_size(encoded("WEBP", **options)) == ("WEBP", 60, 40)


@pytest.mark.parametrize("kind", ["PNG", "BMP"])
def test_colors_are_those_of_the_file(kind):
    picture = read_image(encoded(kind))
    np.testing.assert_array_equal(picture.pixels, COLORS)
    assert picture.own


@pytest.mark.parametrize(
    ("kind", "mode", "shape", "note"),
    [
        ("PNG", "L", (40, 60), ""), ("PNG", "1", (40, 60), ""), ("PNG", "P", (40, 60, 3), ""),
        ("PNG", "RGBA", (40, 60, 3), "white_ground"), ("PNG", "LA", (40, 60), "white_ground"),
        ("JPEG", "L", (40, 60), ""), ("JPEG", "CMYK", (40, 60, 3), "from_cmyk"), ("WEBP", "RGBA", (40, 60, 3), ""),
    ],
)  # fmt: skip
def test_every_mode_becomes_gray_or_color(kind, mode, shape, note):
    picture = read_image(encoded(kind, mode))
    assert picture.pixels.shape == shape
    assert picture.pixels.dtype == np.uint8
    assert not note or note in picture.notes


def test_what_is_transparent_stands_on_white():
    pixels = np.zeros((10, 10, 4), dtype=np.uint8)
    pixels[5:, :, 3] = 255
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    picture = read_image(file.getvalue())
    assert picture.pixels[0, 0].tolist() == [255, 255, 255]
    assert picture.pixels[9, 0].tolist() == [0, 0, 0]


def test_sixteen_bits_are_scaled_not_cut():
    ramp = np.linspace(0, 65535, 40 * 60).reshape(40, 60).astype(np.uint16)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in ramp)
    picture = read_image(png(60, 40, rows, depth=16, color=0))
    np.testing.assert_allclose(picture.pixels, ramp / 257, atol=0.5)
    assert picture.notes == ("sixteen_bits",)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_as_its_camera_was_held(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_image(encoded("PNG", exif=exif.tobytes()))
    assert picture.pixels.shape == ((40, 60, 3) if orientation < 5 else (60, 40, 3))
    assert picture.size == picture.pixels.shape[1::-1]
    assert ("turned" in picture.notes) == (orientation > 1)
    turned = {3: COLORS[::-1, ::-1], 6: np.rot90(COLORS, -1), 8: np.rot90(COLORS)}
    if orientation in turned:
        np.testing.assert_array_equal(picture.pixels, turned[orientation])


def test_a_broken_exif_is_no_broken_picture():
    picture = read_image(encoded("JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff" + bytes(20)))
    assert picture.pixels.shape == (40, 60, 3)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_an_animation_the_first_frame_is_taken(kind):
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "lime", "blue")]
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:])
    picture = read_image(file.getvalue())
    assert np.abs(picture.pixels[10, 10].astype(int) - [255, 0, 0]).max() < 8
    assert "first_frame" in picture.notes


def test_a_large_photograph_is_made_smaller_with_its_proportions():
    picture = read_image(encoded("JPEG", size=(4000, 3000), quality=50))
    assert picture.pixels.shape == (384, 512, 3)
    assert picture.size == (4000, 3000)
    assert "smaller" in picture.notes


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORMATS), st.data())
def test_damaged_bytes_give_a_picture_or_a_refusal(kind, data):
    content = bytearray(encoded(kind))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        picture = read_image(bytes(content))
    except Refusal:
        return
    assert picture.pixels.dtype == np.uint8
    assert max(picture.pixels.shape[:2]) <= LONGEST_SIDE


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"BM", b"RIFF", b""]))
def test_any_bytes_have_a_size_or_none(tail, signature):
    found = declared_size(signature + tail)
    assert found is None or (found[0] in FORMATS and min(found[1:]) >= 0)
