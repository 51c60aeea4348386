"""Finding the private key in what a caller passed as one, and saying what it is instead when it is none.

People pass the public key, a certificate, an encrypted key, half a key, or a path that is no longer right. Each gets a sentence of its own.
No sentence shows anything that could be a part of a key.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from amili_ext.config import user_path
from amili_ext.secret import Secret

_MOST = 64 * 1024
"""Bytes of a file: many times the longest key, so that the wrong one does not fill the memory."""

_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----", re.DOTALL)
_BEGIN = "-----BEGIN "
_PUBLIC = re.compile(r"\s*((ssh|ecdsa|sk)-[\w@.-]+ AAAA|---- BEGIN SSH2 PUBLIC KEY)")
_PUTTY = "PuTTY-User-Key-File-"
_DER = re.compile("0..?.?.?\x02\x01", re.DOTALL)

# In a variable of the environment, the line ends of PEM text often arrive as `\n` or as spaces.
_LINE_END = re.compile(r"(?:\\[rn]|\s)+")

# What may be shown as a path. Base64 without its BEGIN line looks like one too, but no name in a path is as long as a key.
_SHOWN = re.compile(r"(?!.*[A-Za-z0-9+=_-]{43})(?!.*[A-Za-z0-9+/=]{100})[\w .,:~@+=%()/\\-]{1,1000}")

_ENCRYPTED = "is encrypted, and nothing here asks for its passphrase: it has to be empty (openssl pkey -in FILE -out NEW takes it off)"
_PUBLIC_KEY = "is a public key: pass the private one, and register this one with Visma Amili AB"
_DAMAGED = "begins like a private key but cannot be read as one: was it copied whole, with its BEGIN and END lines?"


def find_key(source: str | bytes | Path) -> tuple[Any, str]:
    """The private key at a path or in a text, or a sentence (a str) on what is there instead; and what to call that place.

    It raises nothing about it, since the error would hold what the caller passed: whoever calls this throws that away first.
    """
    text, where = _open(source)
    return (_key_in(text) if isinstance(text, Secret) else text), where


def _open(source: str | bytes | Path) -> tuple[Secret | str, str]:
    """The text, or a sentence on why there is none; and what to call it."""
    if isinstance(source, bytes):
        return Secret(_decode(source)), "private_key"
    path = str(source)
    if isinstance(source, str):
        if not source.strip():
            return "is empty", "private_key"
        if _BEGIN in source or "\n" in source or _PUBLIC.match(source):
            return Secret(source), "private_key"
    where = f"private_key ({path})" if _SHOWN.fullmatch(path) else "private_key, which has neither a BEGIN line nor the look of a path,"
    try:
        with user_path("private_key", path).open("rb") as file:
            return Secret(_decode(file.read(_MOST))), where
    except FileNotFoundError:
        return "names a file that does not exist", where
    except IsADirectoryError:
        return "names a directory: name the file in it", where
    except OSError as error:
        return f"names a file that cannot be read: {error.strerror}", where
    except ValueError:
        return "cannot be a path: it holds a NUL", where


def _decode(content: bytes) -> str:
    # PowerShell writes UTF-16. All that matters here is ASCII otherwise.
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if utf16 else "latin-1", errors="replace")


def _key_in(text: Secret) -> Any:
    """The key in the text, or a sentence (str) on what there is instead."""
    blocks: list[tuple[str, str]] = _BLOCK.findall(text.reveal())
    private = [(label, body) for label, body in blocks if label.endswith("PRIVATE KEY")]
    if len(private) > 1:
        return f"holds {len(private)} private keys: keep the one whose public key is registered"
    if private:
        return _load(*private[0])
    return _instead(text.reveal(), " ".join(label for label, _ in blocks))


def _load(label: str, body: str) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

    if "ENCRYPTED" in label or "ENCRYPTED" in body:
        return _ENCRYPTED
    lines = _LINE_END.sub("\n", body).strip()
    load = load_ssh_private_key if label.startswith("OPENSSH") else load_pem_private_key
    try:
        return load(f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n".encode(), password=None)
    except TypeError:  # what the library says for "a passphrase is needed", which OpenSSH's label does not tell
        return _ENCRYPTED
    except Exception:  # noqa: BLE001  # whatever it is: its words and its traceback may hold parts of the key
        return _DAMAGED


def _instead(text: str, labels: str) -> str:
    if "PUBLIC KEY" in labels or _PUBLIC.match(text):
        return _PUBLIC_KEY
    if "CERTIFICATE" in labels:
        return "is a certificate: pass the private key that belongs to it"
    if _PUTTY in text:
        return "is in PuTTY's own format: export it as OpenSSH from PuTTYgen (Conversions)"
    if re.search(_BEGIN + "[A-Z ]*PRIVATE KEY", text):
        return _DAMAGED
    if _DER.match(text):
        return "is binary (DER or PKCS #12): make it PEM text with openssl pkey -in FILE -out NEW"
    return "holds no private key: it takes PEM text, which begins with a line such as -----BEGIN PRIVATE KEY-----"
