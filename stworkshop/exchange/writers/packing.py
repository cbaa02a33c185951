"""Files of office programs are zip archives: the same content gives the same bytes all day long.

They say on which day they were made, as their pages do, and not at which moment.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile

DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that an archive can hold: none is said."""
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def made_on(day: datetime.date, data: bytes) -> bytes:
    """Return the same archive with this day (from 1980 on) in place of the moments at which its parts were written."""
    moment = rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = before.read(info)
            if info.filename == _PROPERTIES:
                part = _MOMENT.sub(moment, part)
            entry = zipfile.ZipInfo(info.filename, (day.year, day.month, day.day, 0, 0, 0))
            after.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
