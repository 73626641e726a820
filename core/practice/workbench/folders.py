"""Images of a visitor's own: a zip with a folder for each class, read within limits that are looked at first."""

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

import numpy as np

from core.data.images import read_image
from core.practice.workbench.images import OwnImages
from core.refusal import Refusal

MOST_FILES, MOST_CLASSES, LEAST_EACH = 2_000, 50, 10
MOST_UNPACKED, MOST_RATIO, LONGEST_PATH = 50_000_000, 100, 200
ENDINGS = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"}
GRAY_SIDE, COLOR_SIDE = 28, 32
LONGEST_NAME = 40


def read_image_zip(content: bytes) -> OwnImages:
    """The images of a zip; the folder that an image lies in is its class. Refusal for every zip that is none such.

    Each is cut to its middle square and made small: 28 pixels where all images are gray, else 32 in color.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = [one for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Refusal("zip_none") from error
    _check(members)
    classes = sorted({_class_of(one) for one in members if _is_image(one)})
    _check_classes(members, classes)
    pictures, labels = [], []
    for member in members:
        if _is_image(member):
            pictures.append(_picture(archive, member))
            labels.append(classes.index(_class_of(member)))
    gray = all(one.ndim == 2 for one in pictures)
    images = np.stack([_square(one, gray) for one in pictures])
    names = tuple(_clean(name) for name in classes)
    return OwnImages(images=images, labels=np.array(labels, np.int64), classes=names)


def _check(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what is large, leads outside, is linked, locked or packed too well, before anything is unpacked."""
    if len(members) > MOST_FILES:
        raise Refusal("zip_files", got=len(members), limit=MOST_FILES)
    total = 0
    for one in members:
        path = one.filename.replace("\\", "/")
        kind = stat.S_IFMT(one.external_attr >> 16)
        if path.startswith("/") or ".." in path.split("/") or ":" in path[:3] or len(path) > LONGEST_PATH:
            raise Refusal("zip_path", file=path[:LONGEST_NAME])
        if kind not in (0, stat.S_IFREG) or one.flag_bits & 1:
            raise Refusal("zip_locked", file=path[:LONGEST_NAME])
        total += one.file_size
        if total > MOST_UNPACKED or (
            one.file_size > 1_000_000 and one.file_size > MOST_RATIO * max(1, one.compress_size)
        ):
            raise Refusal("zip_unpacked", limit=MOST_UNPACKED // 1_000_000)


def _check_classes(members: list[zipfile.ZipInfo], classes: list[str]) -> None:
    if "" in classes:
        lost = next(one.filename for one in members if _is_image(one) and not _class_of(one))
        raise Refusal("zip_no_folder", file=lost[:LONGEST_NAME])
    if not 2 <= len(classes) <= MOST_CLASSES:
        raise Refusal("zip_classes", got=len(classes), limit=MOST_CLASSES)
    for name in classes:
        count = sum(_is_image(one) and _class_of(one) == name for one in members)
        if count < LEAST_EACH:
            raise Refusal("zip_few", name=_clean(name), got=count, least=LEAST_EACH)


def _is_image(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    return path.suffix.lower() in ENDINGS and not path.name.startswith(".") and "__MACOSX" not in path.parts


def _class_of(member: zipfile.ZipInfo) -> str:
    """The folder next to the file; empty where there is none."""
    return PurePosixPath(member.filename.replace("\\", "/")).parent.name


def _clean(name: str) -> str:
    plain = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name)
    return plain[:LONGEST_NAME]


def _picture(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> np.ndarray:
    """Pixels (height, width) or (height, width, 3); never more bytes than the member declares."""
    try:
        with archive.open(member) as opened:
            content = opened.read(member.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Refusal("zip_broken", file=_clean(member.filename)) from error
    if len(content) != member.file_size:
        raise Refusal("zip_broken", file=_clean(member.filename))
    try:
        return read_image(content, longest_side=4 * COLOR_SIDE).pixels
    except Refusal as error:
        raise Refusal("zip_broken", file=_clean(member.filename)) from error


def _square(pixels: np.ndarray, gray: bool) -> np.ndarray:
    """(side, side, channels): the middle of the picture, small."""
    from PIL import Image

    height, width = pixels.shape[:2]
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    side = GRAY_SIDE if gray else COLOR_SIDE
    image = Image.fromarray(pixels[top : top + short, left : left + short]).convert("L" if gray else "RGB")
    small = np.asarray(image.resize((side, side), Image.Resampling.LANCZOS))
    return small[..., None] if gray else small
