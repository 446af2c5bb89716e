"""Where attachments stand: a folder of the installation, or S3-compatible storage."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def file_storage(url: str, home: Path) -> dict[str, Any]:
    """Read ``s3://key:secret@host/bucket`` (or ``s3+http://``); nothing means a folder."""
    if not url:
        folder = home / "files"
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "file_permissions_mode": 0o600},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"s3", "s3+http"}:
        raise ValueError(f"unknown storage {parts.scheme!r}: use s3://")
    scheme = "http" if parts.scheme == "s3+http" else "https"
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "endpoint_url": f"{scheme}://{host}",
            "bucket_name": parts.path.strip("/"),
            "file_overwrite": False,
            "default_acl": None,
            "querystring_auth": True,
        },
    }
