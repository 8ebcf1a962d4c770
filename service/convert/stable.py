"""Gives the same PDF bytes for the same document: overwrites in place what LibreOffice writes anew each time.

LibreOffice 7.4 varies the time of creation, the file's /ID and its /DocChecksum, all of fixed length; in
PDF/A also the time in the XMP packet and in the ICC profile. The profile is compressed, so its length may
change; then the table of offsets is moved along.
"""

import hashlib
import re
import zlib
from datetime import UTC, datetime

from service.errors import ConversionFailedError

_INFO_DATE = re.compile(rb"(/(?:CreationDate|ModDate)\(D:)(\d{14})(Z')")
_XMP_DATE = re.compile(rb"(<xmp:(?:Create|Modify|Metadata)Date>)([^<]{20})(<)")
_ID = re.compile(rb"/ID \[ <([0-9A-F]{32})>\s<([0-9A-F]{32})> \]")
_CHECKSUM = re.compile(rb"/DocChecksum /([0-9A-F]{32})")
_ICC = re.compile(rb"<</N 3/Length (\d+) 0 R/Filter/FlateDecode>>\s*stream\r?\n")
_ICC_DATE = slice(24, 36)
_TAIL = 4096


def frozen(pdf: bytes, created: datetime) -> bytes:
    """Return the PDF with `created` (UTC) as its time and with /ID taken from the hash of its content.

    Raises ConversionFailedError if the PDF is cut short or has none of the fields that must be there.
    """
    content = bytearray(_with_frozen_icc(pdf, created))
    tail = max(0, len(content) - _TAIL)
    identity, checksum = _ID.search(content, tail), _CHECKSUM.search(content, tail)
    if identity is None or checksum is None or b"%%EOF" not in content[-16:]:
        raise ConversionFailedError("LibreOffice записал PDF не до конца.")
    moment = created.astimezone(UTC)
    _overwrite(content, _INFO_DATE, moment.strftime("%Y%m%d%H%M%S").encode())
    _overwrite(content, _XMP_DATE, moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode())
    for start, end in (identity.span(1), identity.span(2), checksum.span(1)):
        content[start:end] = b"0" * 32
    digest = hashlib.sha256(content).hexdigest().upper().encode()
    for start, end in (identity.span(1), identity.span(2)):
        content[start:end] = digest[:32]
    content[slice(*checksum.span(1))] = digest[32:]
    return bytes(content)


def _overwrite(content: bytearray, pattern: re.Pattern[bytes], value: bytes) -> None:
    for match in list(pattern.finditer(content)):
        content[slice(*match.span(2))] = value


def _with_frozen_icc(pdf: bytes, created: datetime) -> bytes:
    header = _ICC.search(pdf)
    if header is None:
        return pdf
    length = re.search(rb"\n%s 0 obj\n(\d+)\n" % header[1], pdf)
    if length is None:
        return pdf
    start, size = header.end(), int(length[1])
    profile = bytearray(zlib.decompress(pdf[start : start + size]))
    if profile[36:40] != b"acsp":
        return pdf
    moment = created.astimezone(UTC)
    numbers = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    profile[_ICC_DATE] = b"".join(number.to_bytes(2, "big") for number in numbers)
    packed = zlib.compress(profile, 9)
    stated = str(len(packed)).encode().rjust(len(length[1]), b"0")
    changed = pdf[:start] + packed + pdf[start + size : length.start(1)] + stated + pdf[length.end(1) :]
    return _moved(changed, start, len(packed) - size)


def _moved(pdf: bytes, after: int, by: int) -> bytes:
    """Correct the offsets of a classic cross-reference table when everything behind `after` has moved."""
    if by == 0:
        return pdf
    content = bytearray(pdf)
    table = content.rindex(b"\nxref\n") + 1
    trailer = content.index(b"trailer", table)
    for entry in re.finditer(rb"(\d{10}) \d{5} n ", bytes(content[table:trailer])):
        if int(entry[1]) > after:
            content[table + entry.start(1) : table + entry.end(1)] = b"%010d" % (int(entry[1]) + by)
    mark = re.compile(rb"startxref\n(\d+)").search(content, trailer)
    if mark is None:
        raise ConversionFailedError("LibreOffice записал PDF не до конца.")
    content[slice(*mark.span(1))] = str(table).encode()
    return bytes(content)
