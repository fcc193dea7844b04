"""Measure what an archive really holds: its index may lie, and the library that reads workbooks would believe it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from typing import IO

_CHUNK = 1 << 20
_LOCAL_HEADER = 30
_LOCAL_MARK = b"PK\x03\x04"


def unpacked_size(archive: zipfile.ZipFile, stream: IO[bytes], wanted: Callable[[str], bool], limit: int) -> int:
    """
    Return the number of bytes that the parts of an archive give once unpacked, counted by unpacking them.

    Parameters
    ----------
    archive
        Archive.
    stream
        The same file, open.
    wanted
        Tells, by its name, which part counts.
    limit
        Largest number: counting stops soon after it.

    Raises
    ------
    zipfile.BadZipFile, zlib.error
        If a part is not where the index says, or is damaged.
    """
    parts = [info for info in archive.infolist() if wanted(info.filename)]
    total = sum(info.file_size for info in parts)
    if total > limit:
        return total
    total = 0
    for info in parts:
        total += _size(info, stream, limit - total)
        if total > limit:
            break
    return total


def _size(info: zipfile.ZipInfo, stream: IO[bytes], limit: int) -> int:
    stream.seek(info.header_offset)
    header = stream.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(_LOCAL_MARK):
        msg = f"{info.filename}: not where the index says"
        raise zipfile.BadZipFile(msg)
    stream.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    if info.compress_type == zipfile.ZIP_STORED:
        return info.compress_size
    if info.compress_type != zipfile.ZIP_DEFLATED:
        msg = f"{info.filename}: packed in an unusual way"
        raise zipfile.BadZipFile(msg)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    total, left = 0, info.compress_size
    while left > 0 and not unpacker.eof:
        packed = stream.read(min(_CHUNK, left))
        if not packed:
            break
        left -= len(packed)
        while packed and total <= limit:
            total += len(unpacker.decompress(packed, _CHUNK))
            packed = unpacker.unconsumed_tail
        if total > limit:
            break
    return total
