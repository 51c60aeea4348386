"""The key pair of the sandbox on this machine. It opens nothing else: everybody can work it out from this file."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

API_CODE = "your-api-code"
"""As the documentation prints it."""


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(sha256(b"the sandbox of this machine").digest()), ec.SECP256R1())


def private_key_pem() -> str:
    """The private half, as PEM."""
    return _key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_key_pem() -> str:
    """The public half, as PEM."""
    return _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def sandbox_settings() -> dict[str, str]:
    """What the sandbox accepts."""
    return {"api_code": API_CODE, "private_key": private_key_pem()}
