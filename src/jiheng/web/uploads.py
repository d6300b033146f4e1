"""Files on their way in: none larger than the limit, whatever its header says."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class Limit(FileUploadHandler):
    """Stops a request whose files exceed the limit, before they fill the disk."""

    seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on, or stop the connection."""
        self.seen += len(raw_data)
        if self.seen > settings.JIHENG_UPLOAD_MOST:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """The next handler keeps the file."""
        return None
