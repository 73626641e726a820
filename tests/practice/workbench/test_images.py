"""Images: their parts, the readers of published archives and of zips, and hostile zips, each refused in its way."""

import gzip
import io
import stat
import tarfile
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.practice.workbench import archives
from core.practice.workbench.archives import archived_arrays, cifar_arrays, fetch_archive, has_archive, idx_array
from core.practice.workbench.folders import read_image_zip
from core.practice.workbench.images import OwnImages, image_set
from core.practice.workbench.images_report import set_report, sheet_tiles
from core.practice.workbench.settings import ImagesConfig, ImageTrainingConfig, SheetConfig
from core.refusal import Refusal


def png(value=7, size=(20, 12), mode="L"):
    file = io.BytesIO()
    Image.new(mode, size, value if mode == "L" else (value, 0, 200)).save(file, "PNG")
    return file.getvalue()


def zipped(files, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


GOOD = {f"pets/{kind}/{k}.png": png(20 * k) for kind in ("cat", "dög `*") for k in range(10)}


@given(st.integers(100, 1700), st.integers(1, 10), st.integers(0, 9999))
def test_the_parts_hold_each_image_once(size, held, seed):
    found = image_set(ImagesConfig(images="digits", size=size, held_out=5 * held, split_seed=seed))
    assert found.taken == min(size, found.available) == len(found.train_labels) + len(found.validation_labels)
    assert found.available + len(found.test_labels) == 1797
    assert len(found.validation_labels) == round(found.taken * 5 * held / 100)


def test_shipped_sets_are_whole_and_the_test_set_is_that_of_the_files():
    for name in ("mnist", "fashion_mnist"):
        found = image_set(ImagesConfig(images=name, size=60_000))
        assert found.test_images.shape == (2000, 28, 28, 1) and found.taken == found.available >= 8000
        report = set_report(found)
        assert report.counts.sum() == found.available + 2000 and report.twins == 0
    assert report.means.shape == (10, 28, 28, 1)


def test_augmentation_on_the_sheet_changes_images_and_only_in_an_epoch():
    found = image_set(ImagesConfig())
    report, learning = set_report(found), ImageTrainingConfig(augmentation=("shift", "erase"))
    plain, rows = sheet_tiles(found, report, SheetConfig(), learning)
    first, _ = sheet_tiles(found, report, SheetConfig(sheet_epoch=1), learning)
    second, _ = sheet_tiles(found, report, SheetConfig(sheet_epoch=2), learning)
    assert rows == 10 and plain.shape == first.shape
    assert (plain != first).any() and (first != second).any()
    mirrored, _ = sheet_tiles(found, report, SheetConfig(sheet_epoch=1), ImageTrainingConfig(augmentation=("flip",)))
    flipped = [(a == b[:, ::-1]).all() for a, b in zip(mirrored, plain, strict=True)]
    same = [(a == b).all() for a, b in zip(mirrored, plain, strict=True)]
    assert all(np.logical_or(flipped, same)) and 30 < sum(flipped) < 90


def test_a_zip_of_folders_becomes_classes():
    found = read_image_zip(zipped(GOOD | {"__MACOSX/cat/x.png": b"", "pets/readme.txt": b"hello", "pets/.a.png": b""}))
    assert found.images.shape == (20, 28, 28, 1) and found.classes == ("cat", "dög `*")
    assert np.bincount(found.labels).tolist() == [10, 10] and found.images[3].max() == 60
    color = read_image_zip(zipped(GOOD | {"pets/cat/11.png": png(9, mode="RGB")}))
    assert color.images.shape == (21, 32, 32, 3)
    own = OwnImages(images=np.repeat(found.images, 3, axis=0), labels=np.repeat(found.labels, 3), classes=found.classes)
    parts = image_set(ImagesConfig(images="own"), own)
    assert np.bincount(parts.test_labels).tolist() == [6, 6] and parts.classes == found.classes


def linked():
    info = zipfile.ZipInfo("a/1.png")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, b"/etc/passwd")
    return file.getvalue()


def lying():
    content = bytearray(zipped(GOOD))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = (5).to_bytes(4, "little")  # the size that the last member declares
    return bytes(content)


def locked():
    content = bytearray(zipped(GOOD))
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


HOSTILE = {
    "no zip": (b"hello", "zip_none"),
    "empty": (b"", "zip_none"),
    "leads outside": (zipped({"../a/1.png": png()}), "zip_path"),
    "absolute": (zipped({"/a/1.png": png()}), "zip_path"),
    "drive": (zipped({"C:/a/1.png": png()}), "zip_path"),
    "long name": (zipped({"a/" + "x" * 300 + ".png": png()}), "zip_path"),
    "link": (linked(), "zip_locked"),
    "password": (locked(), "zip_locked"),
    "bomb": (zipped({"a/1.png": b"\0" * 3_000_000}, compression=zipfile.ZIP_DEFLATED), "zip_unpacked"),
    "many files": (zipped({f"a/{k}.txt": b"" for k in range(2001)}), "zip_files"),
    "no folder": (zipped({"1.png": png()}), "zip_no_folder"),
    "one class": (zipped({f"a/{k}.png": png() for k in range(12)}), "zip_classes"),
    "no image": (zipped({"a/b.txt": b"x"}), "zip_classes"),
    "few": (zipped({f"{kind}/{k}.png": png() for kind in "ab" for k in range(9)}), "zip_few"),
    "no picture": (zipped(GOOD | {"pets/cat/3.png": b"GIF89a nothing"}), "zip_broken"),
    "lies about its size": (lying(), "zip_broken"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "rule"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_zip_is_refused_by_its_rule(content, rule):
    with pytest.raises(Refusal) as refused:
        read_image_zip(content)
    assert refused.value.rule == rule


def idx(array):
    head = b"\0\0\x08" + bytes([array.ndim]) + b"".join(size.to_bytes(4, "big") for size in array.shape)
    return gzip.compress(head + array.tobytes())


def test_published_archives_are_read_and_others_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADUS_DATA", str(tmp_path))
    rng = np.random.default_rng(0)
    arrays = [rng.integers(0, 256, (6, 28, 28), np.uint8), rng.integers(0, 10, 6, np.uint8)] * 2
    with pytest.raises(Refusal, match="archive_missing"):
        archived_arrays("mnist_full")
    folder = tmp_path / "images" / "mnist_full"
    folder.mkdir(parents=True)
    for name, array in zip(archives.IDX, arrays, strict=True):
        (folder / name).write_bytes(idx(array))
    assert has_archive("mnist_full")
    with pytest.raises(Refusal, match="archive_other"):
        archived_arrays("mnist_full")
    monkeypatch.setattr(archives, "_checked", lambda content, *_: content)
    images, labels, tested, _ = archived_arrays("mnist_full")
    assert (images[..., 0] == arrays[0]).all() and (labels == arrays[1]).all() and tested.shape == (6, 28, 28, 1)
    with pytest.raises(ValueError, match="IDX"):
        idx_array(gzip.compress(b"nothing"))
    assert [one.files for one in fetch_archive("mnist_full") if one] == [0, 1, 2, 3, 4]


def test_without_a_network_fetching_says_so_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADUS_DATA", str(tmp_path))
    monkeypatch.setitem(archives.ADDRESSES, "cifar10", "http://127.0.0.1:1/")
    with pytest.raises(Refusal, match="archive_offline"):
        list(fetch_archive("cifar10"))
    assert not list(tmp_path.rglob("*.gz"))


def test_the_binary_version_of_cifar_is_read_without_pickle():
    rng = np.random.default_rng(1)
    rows = {name: rng.integers(0, 10, (4, 3073), np.uint8) for name in
            (*(f"data_batch_{k}" for k in range(1, 6)), "test_batch")}  # fmt: skip
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, row in rows.items():
            info = tarfile.TarInfo(f"cifar-10-batches-bin/{name}.bin")
            info.size = row.nbytes
            archive.addfile(info, io.BytesIO(row.tobytes()))
    images, labels, tested, _ = cifar_arrays(file.getvalue())
    assert images.shape == (20, 32, 32, 3) and tested.shape == (4, 32, 32, 3)
    assert labels[:4].tolist() == rows["data_batch_1"][:, 0].tolist()
    assert images[0, 0, 1, 2] == rows["data_batch_1"][0, 1 + 2 * 1024 + 1]  # row 0, column 1, blue


def test_too_few_images_and_no_file_have_their_sentences():
    for config, rule in (
        (ImagesConfig(images="own"), "images_own"),
        (ImagesConfig(images="own", size=100), "images_few"),
    ):
        images = np.zeros((20, 28, 28, 1), np.uint8)
        own = OwnImages(images=images, labels=np.arange(20) % 2, classes=("a", "b")) if rule == "images_few" else None
        with pytest.raises(Refusal, match=rule):
            image_set(config, own)
