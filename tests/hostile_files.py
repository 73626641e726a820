"""Files of a hostile visitor for every uploader, and what comes of them: "read", or the rule that refuses them."""

import io
import struct
import zipfile
import zlib

import numpy as np
from PIL import Image

EVIL = "![x](//h.example/p.png)"


def table(*rows, encoding="utf-8"):
    return "\n".join(rows).encode(encoding)


def picture(mode="RGB", size=(60, 40), kind="PNG", **how):
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind, **how)
    return file.getvalue()


def png_of(width, height, depth=8, color=2):
    """A PNG that declares a size and holds no pixel of it."""
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def animated():
    file = io.BytesIO()
    frames = [Image.new("P", (50, 50), k % 255) for k in range(200)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture(kind="JPEG", exif=exif)


def bomb(entries=1, size=2**28):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for k in range(entries):
            with archive.open(f"a{k}.npy", "w") as entry:
                for _ in range(size // 2**20):
                    entry.write(b"\0" * 2**20)
    return file.getvalue()


def npy(shape, descr="'<f8'", body=b""):
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n".encode("latin-1")
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + body


def tensors(name):
    """One number under a name, in the safetensors format."""
    header = (name + '{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}').encode()
    return struct.pack("<Q", len(header)) + header + b"\0" * 4


LABELS = [f"{EVIL},{EVIL}", "<a href=//h.example>x</a>,b", "`b`,$x$", ":red[x],# h", "b,b"]
TABLES = {
    "cells that spreadsheets run": (table("y,p", "=cmd|' /C calc'!A0,0.5", "@SUM(1),0.25", "@SUM(1),0.5"), "read"),
    "labels that are markup": (table("y_true,y_pred", *LABELS * 5), "read"),
    "names that are markup": (table(f"{EVIL},<b>score</b>", "1,0.5", "0,0.25"), "read"),
    "names that are placeholders": (table("«limit»,%(x)s", "1,0.5", "0,0.25"), "read"),
    "names of our own columns": (table("y_true,y_pred,row,confidence,score", *["a,a,1,2,3", "b,b,3,1,2"] * 5), "read"),
    "line breaks in names": (b'"y\n\n# true","p\n![x](//h)"\n1,0.5\n0,0.25\n', "read"),
    "line breaks in labels": (b'y_true,y_pred\n"a\n\n# b","a\n\n# b"\nc,c\n', "read"),
    "marks of direction": (table("y\u202etrue,p\u2066", "1,0.5", "0,0.25"), "read"),
    "digits of other scripts": (table("y_true,score", "1,٠.٥", "0,٠.٢"), "refused"),
    "a label of 19,000 characters": (table("y_true,y_pred", "x" * 19_000 + ",b", "b,b"), "read"),
    "a cell of 25,000 characters": (table("y_true,y_pred", "x" * 25_000 + ",b", "b,b"), "refused"),
    "numbers beyond floats": (table("y_true,score", "1,1e999", "0,1e-999", "1,0.5"), "refused"),
    "NaN of every spelling": (table("y_true,score", "1,NaN", "0,-nan", "1,nan(1)"), "refused"),
    "UTF-16": (table("y_true,score", "1,0.5", "0,0.25", encoding="utf-16"), "read"),
    "UTF-16 of odd length": (table("y_true,score", "1,0.5", "0,0.25", encoding="utf-16")[:-1], "refused"),
    "UTF-32": (table("y_true,score", "1,0.5", "0,0.25", encoding="utf-32"), "refused"),
    "a null": (b"y_true,score\n1,0.5\0\n0,0.25\n", "refused"),
    "half a letter": (b"y_true,score\n1,0.5\n0,\xed\xa0\x80\n", "any"),
    "a million columns": (b"a," * 1_000_000 + b"a\n", "refused"),
    "a million quotes": (b'y_true,score\n"' + b'"' * 1_000_000 + b"\n", "refused"),
    "a million delimiters in one line": (b"y_true,score\n" + b"," * 1_000_000 + b"\n", "refused"),
    "five million line ends": (b"y,p\n1,2" + b"\n" * 4_900_000, "any"),
    "line ends of every kind": (b"y_true,score\r1,0.5\r\n0,0.25\n\r\x0c1,0.75\n", "any"),
    "49,000 comments": (b"y_true,score\n1,0.5\n0,0.25\n" + b"#x\n" * 49_000, "read"),
    "49,000 comments of two cells": ("".join(f"#{k},a{k}\n" for k in range(49_000)).encode(), "refused"),
    "50,000 classes": (table("y_true,score", *(f"n{k},{k}" for k in range(49_999))), "refused"),
    "200 columns of one name": (table(*[",".join(text * 200) for text in ("y", "1", "0", "1", "0")]), "any"),
    "ragged by one": (table("y_true,score", "1,0.5,7", "0,0.25"), "refused"),
    "an HTML page": (b"<!doctype html><html><script>alert(1)</script></html>", "refused"),
    "a pickle": (b"\x80\x04\x95\x0e\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94.", "refused"),
}  # fmt: skip
PICTURES = {
    "30,000 × 2": (picture("L", (30_000, 2)), "refused"), "2 × 30,000 declared": (png_of(2, 30_000), "refused"),
    "100,000 × 100,000 declared": (png_of(100_000, 100_000), "refused"), "no pixels": (png_of(0, 0), "refused"),
    "4,900 × 4,900 in 25 kB": (picture("1", (4900, 4900)), "read"), "16 bits": (picture("I;16", (50, 50)), "read"),
    "16 bits of color declared": (png_of(50, 50, 16), "refused"), "CMYK": (picture("CMYK", kind="JPEG"), "read"),
    "animated": (animated(), "read"), "truncated": (picture(size=(300, 300), kind="JPEG")[:-200], "any"),
    "alpha": (picture("RGBA"), "read"), "EXIF turned": (turned(), "read"),
    "a palette with transparency": (picture("P", transparency=0), "read"),
    "an SVG": (b"<svg onload='alert(1)'/>", "refused"),
    "a script that begins like a GIF": (b"GIF89a/*\0\0\0\0*/=1;alert(1)", "refused"),
    "a JPEG with a PNG behind it": (picture(kind="JPEG") + picture(), "read"),
    "a TIFF": (picture(kind="TIFF"), "refused"), "a PDF": (b"%PDF-1.7\n", "refused"),
}  # fmt: skip
ARRAYS = {
    "a zip bomb": (bomb(), "refused"), "a zip bomb of many": (bomb(60, 2**20), "refused"),
    "a shape of 13 digits": (npy("(1000000000000,)", "'|i1'"), "refused"),
    "a shape without a comma": (npy("(3 4)"), "refused"),
    "a shape of commas": (npy("(,,3,,4)"), "refused"), "a negative shape": (npy("(-1,)"), "refused"),
    "a shape of zeros": (npy("(0, 0, 0)"), "read"), "objects": (npy("(1,)", "'|O'", b"\0" * 8), "refused"),
    "a dtype with markup": (npy("(1,)", f"'{EVIL}'", b"\0" * 8), "refused"),
    "a dtype of Python": (npy("(1,)", "__import__('os').system('true')"), "refused"),
    "a name with half a letter": (tensors('{"\\ud800![x](//h)":'), "any"),
    "names that are markup": (tensors('{"![x](//h)|`<b>":'), "read"),
    "not finite": (npy("(3,)", "'<f8'", np.array([np.nan, np.inf, -np.inf]).tobytes()), "read"),
    "a table": (table("a,b", "1,2"), "refused"), "nothing": (b"", "refused"),
}  # fmt: skip
