"""Files of office programs are zip archives: the same content gives the same bytes, whenever it is written."""

from __future__ import annotations

import io
import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)


def without_clock(data: bytes) -> bytes:
    """Return the same archive without the moments at which its parts were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            after.writestr(zipfile.ZipInfo(info.filename, _DATE), before.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()
