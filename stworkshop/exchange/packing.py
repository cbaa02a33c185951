"""Files of office programs are zip archives: the same content gives the same bytes, whenever it is written."""

from __future__ import annotations

import io
import re
import zipfile

DATE = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NEVER = rb"\g<1>1980-01-01T00:00:00Z"


def without_clock(data: bytes) -> bytes:
    """Return the same archive without the moments at which its parts were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = before.read(info)
            if info.filename == _PROPERTIES:
                part = _MOMENT.sub(_NEVER, part)
            after.writestr(zipfile.ZipInfo(info.filename, DATE), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
