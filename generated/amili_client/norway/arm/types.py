"""Shared by every generated package, so that values of one may be used in another"""

from amili_client.runtime import UNSET, File, FileTypes, RequestFiles, Response, Unset

__all__ = ["UNSET", "File", "FileTypes", "RequestFiles", "Response", "Unset"]
