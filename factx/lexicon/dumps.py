"""GeoNames dumps that the user has (one country's `UA.zip`, `allCountries.txt`) → compiled gazetteers of his own.

A dump is UTF-8 text of 19 tab-separated columns, alone or in a zip, and is read as a stream: `allCountries` has twelve
million rows. What reports don't name (schools, wells, farms, hotels) is left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from factx.errors import FactxError, InputError
from factx.lexicon.compile import compile_to
from factx.lexicon.names import readable
from factx.lexicon.regions import bared
from factx.lexicon.store import Row

COLUMNS = 19

#: GeoNames' feature codes that are kept, by class; of P (populated places) all are.
KEPT = {
    "A": "ADM1 ADM2 ADM3 PCL PCLD PCLF PCLH PCLI PCLIX PCLS",
    "H": "BAY BAYS CHN CNL ESTY FJD GULF HBR INLT LGN LK LKS MRSH OCN RDST RSV SD SEA STM STMS STRT SWMP WAD",
    "L": "AREA CST COLF CTRB GASF INDS LCTY MILB NVB OILF PRT RGN RGNE RGNH RGNL TRB",
    "R": "RDJCT RJCT RYD TNL",
    "S": "AIRB AIRF AIRH AIRP AIRQ AIRT BDG CMP CMPL CMPLA CMPMN CMPO CMPQ CMPRF CSTL CSTM CTRM CTRS DAM FT FY HSP"
    " HSPC INSM MFG MFGB MFGC MFGM MFGN MN MNA MNAU MNC MNCU MNFE MSTY NOV OILQ OILR OILT PAL PMPO PMPW PRN PRNJ PS PSH"
    " PSN PSTB PSTC PSTP RSTN STDM TRANT UNIV",
    "T": "ATOL CAPE DLTA DSRT GRGE HLL HLLS ISL ISLET ISLS ISLX MT MTS PASS PEN PK PLAT PLN PT RDGE SPIT VAL VLC",
}  # fmt: skip
_KEPT = frozenset(f"{class_}.{code}" for class_, codes in KEPT.items() for code in codes.split())


Advance = Callable[[int], None]


def add(dump: Path, folder: Path, advance: Advance = lambda size: None) -> dict[str, str]:
    """Compile a dump into `folder` under its own name ("UA.txt", "UA.zip" → UA.sqlite) and return the file's meta.

    `advance` is told of the bytes read. Raises InputError, with the line, where the dump is none; what was compiled
    under that name before then stays.
    """
    with opened(dump) as (stream, _):
        try:
            return compile_to(folder / f"{dump.stem}.sqlite", _rows(dump, stream, advance), {"source": dump.name})
        except OSError as e:
            raise FactxError(str(folder), e.strerror or str(e)) from e


@contextmanager
def opened(dump: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The text of a dump and its length in bytes; of a zip the longest text in it."""
    try:
        if dump.suffix.lower() != ".zip":
            with dump.open("rb") as stream:
                yield stream, dump.stat().st_size
            return
        with zipfile.ZipFile(dump) as archive:
            texts = [i for i in archive.infolist() if i.filename.endswith(".txt")]
            if not texts:
                raise InputError(str(dump), "no text in this zip", "GeoNames' zips hold one, UA.txt in UA.zip")
            longest = max(texts, key=lambda i: i.file_size)
            with archive.open(longest) as stream:
                yield stream, longest.file_size
    except (FileNotFoundError, IsADirectoryError, PermissionError) as e:
        raise InputError(str(dump), e.strerror or str(e)) from e
    except zipfile.BadZipFile as e:
        raise InputError(str(dump), str(e)) from e


def _rows(dump: Path, stream: IO[bytes], advance: Advance) -> Iterator[tuple[Row, list[str]]]:
    for number, line in enumerate(stream, 1):
        advance(len(line))
        if not line.strip():
            continue
        try:
            cells = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n").split("\t")
            if len(cells) != COLUMNS:
                raise ValueError(f"{len(cells)} columns where a GeoNames dump has {COLUMNS}")
            if f"{cells[6]}.{cells[7]}" in _KEPT or cells[6] == "P":
                yield _row(cells)
        except ValueError as e:
            hint = "get it from download.geonames.org/export/dump" if number == 1 else ""
            raise InputError(f"{dump}, line {number}", str(e), hint) from e


def _row(cells: list[str]) -> tuple[Row, list[str]]:
    id_, name, plain, others, lat, lon, class_, code, country = cells[:9]
    row = Row(
        id=int(id_), name=name, feature=f"{class_}.{code}", lat=float(lat), lon=float(lon), approximate=False,
        country=country, admin1=cells[10], admin2=cells[11], population=int(cells[14] or 0),
    )  # fmt: skip
    names = [plain, *filter(readable, others.split(","))]
    if class_ == "A":
        names += bared([name, *names])
    return row, names
