"""The full sets as their authors publish them: MNIST, Fashion-MNIST and CIFAR-10, read from files or fetched.

Files lie in `images/<set>` of the folder `GRADUS_DATA`, under the names that they are published by. Nothing in them is
unpickled: CIFAR-10 is the binary version.
"""

import gzip
import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import numpy as np

from core.jobs.registry import register
from core.refusal import Refusal

IDX = (
    "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)  # fmt: skip
CIFAR = "cifar-10-binary.tar.gz"
DEBIAN = Path("/usr/share/datasets/fashion-mnist")  # of the package dataset-fashion-mnist
ADDRESSES = {
    "mnist_full": "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "fashion_full": "https://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "cifar10": "https://www.cs.toronto.edu/~kriz/",
}
DIGESTS = {  # MD5, as published
    "mnist_full": ("f68b3c2dcbeaaa9fbdd348bbdeb94873", "d53e105ee54ea40749a09fcbcd1e9432",
                   "9fb629c4189551a2d022fa330f9573f3", "ec29112dd5afa0611ce80d1b7f02629c"),
    "fashion_full": ("8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe",
                     "bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310"),
    "cifar10": ("c32a1d4ab5d03f1284b67883e8d87530",),
}  # fmt: skip
CHUNK = 1 << 20  # bytes between two signs of life
TIMEOUT = 15  # seconds
IMAGE_BYTES = 3 * 32 * 32


@dataclass(frozen=True)
class Fetched:
    """How many files of how many are there."""

    files: int
    of: int


def archive_folder(name: str) -> Path:
    """Where the files of a set are looked for; of Fashion-MNIST also where Debian puts them."""
    if name == "fashion_full" and DEBIAN.is_dir():
        return DEBIAN
    return Path(os.environ.get("GRADUS_DATA", "").strip() or Path.home() / ".gradus") / "images" / name


def archive_files(name: str) -> tuple[str, ...]:
    """The names of the files of a set."""
    return (CIFAR,) if name == "cifar10" else IDX


def has_archive(name: str) -> bool:
    """Whether all files of a set are on this machine."""
    return all((archive_folder(name) / file).is_file() for file in archive_files(name))


def archived_arrays(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Images uint8 (n, side, side, channels) and labels (n,) of train, then of test.

    Refusal where a file is missing, or is not the published one.
    """
    folder = archive_folder(name)
    contents = []
    for file, digest in zip(archive_files(name), DIGESTS[name], strict=True):
        if not (folder / file).is_file():
            raise Refusal("archive_missing", file=file, folder=str(folder), address=ADDRESSES[name] + file)
        contents.append(_checked((folder / file).read_bytes(), file, digest))
    if name == "cifar10":
        return cifar_arrays(contents[0])
    train_images, train_labels, test_images, test_labels = map(idx_array, contents)
    return train_images[..., None], train_labels.astype(np.int64), test_images[..., None], test_labels.astype(np.int64)


def fetch_archive(name: str) -> Iterator[Fetched | None]:
    """Fetch the files of a set that are missing; None is a sign of life. Refusal where they cannot be reached."""
    folder = archive_folder(name)
    folder.mkdir(parents=True, exist_ok=True)
    files = archive_files(name)
    for number, (file, digest) in enumerate(zip(files, DIGESTS[name], strict=True)):
        yield Fetched(files=number, of=len(files))
        if (folder / file).is_file():
            continue
        parts = []
        try:
            with urlopen(ADDRESSES[name] + file, timeout=TIMEOUT) as source:
                while part := source.read(CHUNK):
                    parts.append(part)
                    yield None
        except OSError as error:
            raise Refusal("archive_offline", address=ADDRESSES[name] + file, folder=str(folder)) from error
        half = folder / f"{file}.part"
        half.write_bytes(_checked(b"".join(parts), file, digest))
        half.replace(folder / file)
    yield Fetched(files=len(files), of=len(files))


def idx_array(packed: bytes) -> np.ndarray:
    """The array of a packed IDX file, uint8 of any shape; ValueError where it is none."""
    content = gzip.decompress(packed)
    if content[:3] != b"\0\0\x08":
        raise ValueError("An IDX file of bytes begins with 0, 0, 8.")
    dimensions = content[3]
    shape = tuple(np.frombuffer(content, ">u4", dimensions, 4).tolist())
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def cifar_arrays(packed: bytes) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Images (n, 32, 32, 3) and labels (n,) of the five batches, then of the test batch; of the binary version."""
    rows: dict[str, np.ndarray] = {}
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".bin"):
                opened = archive.extractfile(member)
                content = opened.read() if opened is not None else b""
                rows[Path(member.name).stem] = np.frombuffer(content, np.uint8).reshape(-1, 1 + IMAGE_BYTES)
    train = np.concatenate([rows[f"data_batch_{k}"] for k in range(1, 6)])
    parts = []
    for part in (train, rows["test_batch"]):
        images = part[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        parts += [np.ascontiguousarray(images), part[:, 0].astype(np.int64)]
    return parts[0], parts[1], parts[2], parts[3]


def _checked(content: bytes, file: str, digest: str) -> bytes:
    if hashlib.md5(content, usedforsecurity=False).hexdigest() != digest:
        raise Refusal("archive_other", file=file)
    return content


register(fetch_archive, share=lambda state: state.files / state.of)
