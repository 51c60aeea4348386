"""The key that signs: which keys are taken, what each other thing that people pass is called, and that nothing of a key is ever shown."""

from __future__ import annotations

import base64
import hashlib
import os
import pickle
import stat
import subprocess
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.errors import ConfigurationError
from amili_ext.sweden import keys
from amili_ext.sweden.keys import ALGORITHMS, PrivateKey

from .keys_for_tests import made, openssh_with_passphrase, pem, raw, tracebacks, verified

CLAIMS = {"api_code": "your-api-code", "exp": 1760000000}
"""The payload that the documentation describes."""

in_each_algorithm = pytest.mark.parametrize("algorithm", ALGORITHMS)


def test_the_algorithms_are_the_documented_ones() -> None:
    assert ALGORITHMS == ("ES256", "ES384", "ES512", "RS256", "RS384", "RS512")


# -- the algorithm follows the key -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "algorithm"),
    [
        ("secp256r1", "ES256"),
        ("secp384r1", "ES384"),
        ("secp521r1", "ES512"),
        ("2048", "RS256"),
        ("3072", "RS256"),
    ],
)
def test_the_algorithm_follows_the_key(kind: str, algorithm: str) -> None:
    key = PrivateKey.load(pem(raw(kind)))
    assert key.algorithm == algorithm
    assert PrivateKey.load(pem(raw(kind)), algorithm=algorithm).algorithm == algorithm, "saying what is so changes nothing"
    header, claims = verified(key.sign(CLAIMS).reveal(), key.public_pem)
    assert header["alg"] == algorithm
    assert claims == CLAIMS


@pytest.mark.parametrize("algorithm", ["RS384", "RS512"])
def test_an_rsa_key_signs_otherwise_on_request(algorithm: str) -> None:
    key = PrivateKey.load(pem(raw("2048")), algorithm=algorithm)
    assert key.algorithm == algorithm
    header, _ = verified(key.sign(CLAIMS).reveal(), key.public_pem)
    assert header["alg"] == algorithm


FITTING = {"secp256r1": ["ES256"], "secp384r1": ["ES384"], "secp521r1": ["ES512"], "2048": ["RS256", "RS384", "RS512"]}


@pytest.mark.parametrize(
    ("kind", "asked"), [(kind, asked) for kind, fitting in FITTING.items() for asked in ALGORITHMS if asked not in fitting]
)
def test_an_algorithm_that_does_not_fit_is_an_error_that_says_which(kind: str, asked: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        PrivateKey.load(pem(raw(kind)), algorithm=asked)
    assert f"signs with {' or '.join(FITTING[kind])}, but the algorithm asked for is {asked}" in str(caught.value)


@pytest.mark.parametrize("asked", ["HS256", "none", "PS256", "es256", "", "EdDSA"])
def test_an_algorithm_that_nobody_knows(asked: str) -> None:
    for begin in (lambda: PrivateKey.load(pem(raw("secp256r1")), algorithm=asked), lambda: PrivateKey.generate(asked)):
        with pytest.raises(ConfigurationError, match="must be one of ES256, ES384, ES512, RS256, RS384, RS512"):
            begin()


# -- what holds a key ------------------------------------------------------------------------------------------------------------

FORMS = {"pkcs8": PrivateFormat.PKCS8, "traditional": PrivateFormat.TraditionalOpenSSL, "openssh": PrivateFormat.OpenSSH}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("kind", FITTING)
def test_every_usual_form_of_a_key_is_taken(kind: str, form: PrivateFormat) -> None:
    expected = PrivateKey.load(pem(raw(kind)))
    assert PrivateKey.load(pem(raw(kind), form)).fingerprint == expected.fingerprint


def escaped(text: str) -> str:
    return text.replace("\n", "\\n")


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "without its last line end": str.strip,
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: text.replace("\n", "\n    "),
    "literal \\n": escaped,
    "literal \\r\\n": lambda text: text.replace("\n", "\\r\\n"),
    "literal \\n in quotes": lambda text: f'"{escaped(text)}"',
    "spaces": lambda text: text.replace("\n", " "),
    "parameters before it": lambda text: f"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{text}",
    "a remark before it": lambda text: f"Key Attributes: <No Attributes>\n{text}",
    "its public key after it": lambda text: text + made("ES256").public_pem,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_text_survives_the_ways_in_which_it_travels(way: Callable[[str], str], form: PrivateFormat, tmp_path: Path) -> None:
    """Through a variable of the environment, a Windows editor, or `openssl ecparam -genkey`, which writes the parameters first."""
    text = way(pem(raw("secp256r1"), form))
    expected = PrivateKey.load(pem(raw("secp256r1"))).fingerprint
    (tmp_path / "key.pem").write_text(text, newline="")
    assert PrivateKey.load(text).fingerprint == expected
    assert PrivateKey.load(text.encode()).fingerprint == expected
    assert PrivateKey.load(tmp_path / "key.pem").fingerprint == expected
    assert PrivateKey.load(str(tmp_path / "key.pem")).fingerprint == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_file_as_windows_programs_write_it(encoding: str, tmp_path: Path) -> None:
    content = pem(raw("secp256r1")).encode(encoding)
    (tmp_path / "key.pem").write_bytes(content if encoding != "utf-16-le" else b"\xff\xfe" + content)
    assert PrivateKey.load(tmp_path / "key.pem").algorithm == "ES256"


@pytest.mark.parametrize("kind", [str, Path])
def test_the_home_directory(kind: type[Any]) -> None:
    (Path.home() / "amili.pem").write_text(pem(raw("secp384r1")))
    assert PrivateKey.load(kind("~/amili.pem")).algorithm == "ES384"


@pytest.mark.parametrize(
    ("kind", "form", "algorithm"),
    [
        ("secp256r1", PrivateFormat.OpenSSH, "ES256"),
        ("secp384r1", PrivateFormat.OpenSSH, "ES384"),
        ("secp521r1", PrivateFormat.OpenSSH, "ES512"),
        ("secp256r1", PrivateFormat.TraditionalOpenSSL, "ES256"),  # ssh-keygen -m PEM
        ("2048", PrivateFormat.OpenSSH, "RS256"),
    ],
)
def test_keys_as_ssh_keygen_writes_them(kind: str, form: PrivateFormat, algorithm: str, tmp_path: Path) -> None:
    """The guide makes keys so on Windows, with an empty passphrase; one with a passphrase is told apart from a damaged one."""
    path = tmp_path / "amili"
    path.write_text(pem(raw(kind), form))
    assert PrivateKey.load(path).algorithm == algorithm
    public_line = raw(kind).public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    path.with_suffix(".pub").write_text(f"{public_line} somebody@somewhere\n")
    with pytest.raises(ConfigurationError, match="is a public key"):
        PrivateKey.load(path.with_suffix(".pub"))
    traditional = form is PrivateFormat.TraditionalOpenSSL
    path.write_text(pem(raw(kind), form, BestAvailableEncryption(b"a passphrase")) if traditional else openssh_with_passphrase(raw(kind)))
    with pytest.raises(ConfigurationError, match=r"is encrypted.*passphrase"):
        PrivateKey.load(path)


@in_each_algorithm
def test_the_public_half_and_the_fingerprint_follow_from_the_file(algorithm: str, tmp_path: Path) -> None:
    """As `openssl pkey -pubout` writes the one, and SHA-256 of its binary form is the other."""
    key = made(algorithm)
    key.save(tmp_path / "key.pem")
    first, *lines, last = key.public_pem.splitlines(keepends=True)
    assert (first, last) == ("-----BEGIN PUBLIC KEY-----\n", "-----END PUBLIC KEY-----\n")
    assert {len(line) for line in lines[:-1]} == {65}
    der = base64.b64decode("".join(lines).replace("\n", ""), validate=True)
    assert hashlib.sha256(der).hexdigest() == key.fingerprint
    private: Any = load_pem_private_key((tmp_path / "key.pem").read_bytes(), None)
    public: Any = load_der_public_key(der)
    assert public.public_numbers() == private.public_key().public_numbers()


# -- what is none ----------------------------------------------------------------------------------------------------------------


def certificate() -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    builder = x509.CertificateBuilder(
        name, name, raw("secp256r1").public_key(), 1, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    )
    return builder.sign(raw("secp256r1"), hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def public(form: PublicFormat, encoding: Encoding = Encoding.PEM) -> str:
    return raw("2048").public_key().public_bytes(encoding, form).decode()


def encrypted(form: PrivateFormat) -> str:
    return pem(raw("secp256r1"), form, BestAvailableEncryption(b"passphrase"))


def der() -> bytes:
    value: bytes = raw("secp256r1").private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return value


KEY = pem(raw("secp256r1"))
LINES = KEY.splitlines()

WRONG: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty"),
    "blank": (" \n ", "is empty"),
    "public": (made("ES256").public_pem, "is a public key: pass the private one"),
    "public PKCS #1": (public(PublicFormat.PKCS1), "is a public key"),
    "public OpenSSH": (public(PublicFormat.OpenSSH, Encoding.OpenSSH), "is a public key"),
    "public SSH2": ('---- BEGIN SSH2 PUBLIC KEY ----\nComment: "x"\nAAAA\n---- END SSH2 PUBLIC KEY ----\n', "is a public key"),
    "certificate": (certificate(), "is a certificate"),
    "request": ("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", "is a certificate"),
    "encrypted PKCS #8": (encrypted(PrivateFormat.PKCS8), "is encrypted.*has to be empty"),
    "encrypted traditional": (encrypted(PrivateFormat.TraditionalOpenSSL), "is encrypted"),
    "secp256k1": (pem(raw("secp256k1")), "is an elliptic key on secp256k1; the API takes only P-256, P-384, P-521, RSA from 2048 bits"),
    "Ed25519": (pem(ed25519.Ed25519PrivateKey.generate()), "is a key of the kind Ed25519; the API takes only"),
    "Ed25519 OpenSSH": (pem(ed25519.Ed25519PrivateKey.generate(), PrivateFormat.OpenSSH), "is a key of the kind Ed25519"),
    "Ed448": (pem(ed448.Ed448PrivateKey.generate()), "is a key of the kind Ed448"),
    "RSA 1024": (pem(raw("1024")), "is an RSA key of 1024 bits; the API takes only"),
    "two keys": (KEY + pem(raw("secp384r1")), "holds 2 private keys"),
    "cut off": ("\n".join(LINES[:-1]), "begins like a private key but cannot be read as one"),
    "first line only": (LINES[0], "begins like a private key but cannot be read as one"),
    "a line is missing": ("\n".join([LINES[0], *LINES[2:]]), "begins like a private key but cannot be read as one"),
    "a letter is wrong": (KEY.replace(LINES[1][20:22], "!!"), "begins like a private key but cannot be read as one"),
    "other label": (KEY.replace("PRIVATE", "DSA PRIVATE"), "begins like a private key but cannot be read as one"),
    "OpenSSH garbage": ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----", "begins like"),
    "PuTTY": ("PuTTY-User-Key-File-3: ecdsa-sha2-nistp256\nEncryption: none\n", "is in PuTTY's own format.*PuTTYgen"),
    "parameters only": ("-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n", "holds no private key"),
    "DER": (der(), "is binary.*openssl pkey"),
    "garbage": ("hello\nworld", "holds no private key: it takes PEM text"),
    "binary garbage": (bytes(range(256)), "holds no private key"),
    "JWK": ('{\n"kty": "EC", "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}', "holds no private key"),
}


@pytest.mark.parametrize(("content", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_no_key_for_the_api_is_called_by_its_name(content: str | bytes, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=rf"(?s)^private_key {sentence}"):
        PrivateKey.load(content)
    if content:
        path = tmp_path / "some.pem"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        sentence = "holds no private key" if not content.strip() else sentence
        with pytest.raises(ConfigurationError, match=rf"(?s)^private_key \({path}\) {sentence}"):
            PrivateKey.load(path)


def test_paths_that_lead_to_no_key(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=rf"\({tmp_path}/none.pem\) names a file that does not exist"):
        PrivateKey.load(tmp_path / "none.pem")
    with pytest.raises(ConfigurationError, match=rf"\({tmp_path}\) names a directory: name the file in it"):
        PrivateKey.load(str(tmp_path))
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="names a file that cannot be read: Not a directory"):
        PrivateKey.load(tmp_path / "file" / "key.pem")
    with pytest.raises(ConfigurationError, match="cannot be a path"):
        PrivateKey.load("a\0b")
    with pytest.raises(ConfigurationError, match="no home directory"):
        PrivateKey.load("~nobody-of-that-name/key.pem")
    with pytest.raises(ConfigurationError, match="File name too long"):
        PrivateKey.load("x" * 300)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: Any) -> Any:
        raise PermissionError(13, "Permission denied", "key.pem")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(ConfigurationError, match=rf"\({tmp_path}/key.pem\) names a file that cannot be read: Permission denied"):
        PrivateKey.load(tmp_path / "key.pem")


def test_a_file_without_end_is_not_read_to_it() -> None:
    with pytest.raises(ConfigurationError, match="holds no private key"):
        PrivateKey.load("/dev/zero")


# -- nothing is shown ------------------------------------------------------------------------------------------------------------


def pieces(text: str) -> set[str]:
    """Every line of a key, and all in one; short ones are the end of the base64, which may be anything."""
    body = [line for line in text.splitlines() if not line.startswith("-----") and len(line) >= 12]
    return {*body, "".join(body)}


def assert_hidden(error: BaseException, secrets: set[str]) -> None:
    """Neither in what is printed, also by a traceback, nor in a variable of the package or of a library."""
    printed = "".join(traceback.format_exception(error)) + f"{error!r} {error.__dict__} {pickle.dumps(error)!r}"
    ours = [trace for trace in tracebacks(error) if trace.tb_frame.f_code.co_filename != __file__]
    assert ours
    for secret in secrets:
        assert secret not in printed
        for trace in ours:
            for name, value in trace.tb_frame.f_locals.items():
                assert secret not in repr(value), f"{name} in {trace.tb_frame.f_code.co_qualname}"


@pytest.mark.parametrize(
    "name", [name for name, (content, _) in WRONG.items() if "PRIVATE KEY" in str(content) and name != "first line only"]
)
@pytest.mark.parametrize("source", ["text", "bytes", "file"])
def test_no_error_shows_a_key(name: str, source: str, tmp_path: Path) -> None:
    content = str(WRONG[name][0])
    (tmp_path / "key.pem").write_text(content)
    sources: dict[str, Any] = {"text": content, "bytes": content.encode(), "file": tmp_path / "key.pem"}
    with pytest.raises(ConfigurationError) as caught:
        PrivateKey.load(sources[source])
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert_hidden(caught.value, pieces(content))


@pytest.mark.parametrize("algorithm", [None, "ES384", "no such"])
def test_no_error_about_the_algorithm_shows_a_key(algorithm: str | None) -> None:
    key = pem(raw("secp256r1" if algorithm else "secp256k1"))
    with pytest.raises(ConfigurationError) as caught:
        PrivateKey.load(key, algorithm=algorithm)
    assert_hidden(caught.value, pieces(key))


@pytest.mark.parametrize("kind", ["secp256r1", "2048"])
def test_a_key_that_lost_its_begin_line_is_not_shown_as_a_path(kind: str) -> None:
    """All that tells it from a path is its looks. The same goes for PEM text that was put into base64 once more, and for a JWK."""
    lines = pem(raw(kind)).splitlines()
    body = "".join(lines[1:-1])
    jwk = '{"kty":"EC","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}'
    again = __import__("base64").b64encode(pem(raw(kind)).encode()).decode()
    for text in (body, body.replace("+", "-").replace("/", "_"), again, lines[1], jwk, der().hex()):
        with pytest.raises(ConfigurationError, match=r"neither a BEGIN line nor the look of a path") as caught:
            PrivateKey.load(text)
        assert_hidden(caught.value, {text, text[5:40]})


@pytest.mark.parametrize(
    "path",
    [
        "key.pem",
        "/run/secrets/amili-sweden-private-key",
        "/home/kari/arbeid/integrasjoner/amili/nøkler/private/sverige/produksjon/key",
        r"C:\Users\Kari Nordmann\Documents\Amili (test)\key.pem",
        "../secrets/2026-11-21/key_1.pem",
    ],
)
def test_a_path_is_shown(path: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        PrivateKey.load(path)
    assert f"private_key ({path}) names a file that does not exist" in str(caught.value)


@in_each_algorithm
def test_a_key_does_not_show_itself(algorithm: str) -> None:
    key = made(algorithm)
    assert repr(key) == str(key) == f"PrivateKey({algorithm}, {key.fingerprint[:16]})"
    assert not any(piece in repr(key.private_pem()) for piece in pieces(key.private_pem().reveal()))
    assert repr(key.sign(CLAIMS)) == "Secret(***)"
    with pytest.raises(TypeError):
        pickle.dumps(key)


# -- whatever is passed ----------------------------------------------------------------------------------------------------------


def a_key_or_a_sentence(source: str | bytes | Path) -> None:
    try:
        said = PrivateKey.load(source).algorithm
    except ConfigurationError as error:
        said = str(error)
    assert said in ALGORITHMS or said.startswith("private_key")


@given(st.text() | st.binary() | st.text(st.sampled_from("-ABEGINPRVTKY \n\\=/."), max_size=200))
def test_any_text_gives_a_key_or_a_sentence(source: str | bytes) -> None:
    a_key_or_a_sentence(source)


@settings(max_examples=200)
@given(st.sampled_from([*FORMS]), st.data())
def test_any_damage_gives_a_key_or_a_sentence(form: str, data: st.DataObject) -> None:
    text = pem(raw("secp256r1"), FORMS[form])
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 40)))
    a_key_or_a_sentence(text[:begin] + data.draw(st.text(max_size=20)) + text[end:])


@settings(max_examples=200)
@given(st.sampled_from([*FORMS]), st.data())
def test_any_damage_inside_gives_a_key_or_a_sentence(form: str, data: st.DataObject) -> None:
    """Valid base64 that is a damaged key: what the libraries make of it is their affair, that nothing else escapes is ours."""
    import base64

    first, *body, last = pem(raw("secp256r1"), FORMS[form]).splitlines()
    content = bytearray(base64.b64decode("".join(body)))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    a_key_or_a_sentence(f"{first}\n{base64.encodebytes(bytes(content)).decode()}{last}\n")


# -- new keys and their files ----------------------------------------------------------------------------------------------------


@in_each_algorithm
def test_a_new_key_signs_and_comes_back_from_its_file(algorithm: str, tmp_path: Path) -> None:
    key = made(algorithm)
    assert key.algorithm == algorithm
    key.save(tmp_path / "key.pem")
    again = PrivateKey.load(tmp_path / "key.pem", algorithm=algorithm)
    assert (again.fingerprint, again.public_pem, again.algorithm) == (key.fingerprint, key.public_pem, algorithm)
    header, claims = verified(again.sign(CLAIMS).reveal(), key.public_pem)
    assert header == {"alg": algorithm, "typ": "JWT"}
    assert claims == CLAIMS


def test_new_keys_are_new() -> None:
    assert PrivateKey.generate().algorithm == "ES256"
    assert PrivateKey.generate().fingerprint != PrivateKey.generate().fingerprint


def test_new_rsa_keys_have_the_documented_size() -> None:
    assert raw("2048").key_size == 2048
    with pytest.raises(ConfigurationError, match="an RSA key of 2048 bits"):
        PrivateKey.load(made("RS384").private_pem().reveal(), algorithm="ES256")


def test_a_signature_of_another_key_is_none() -> None:
    """So that `verified`, on which these tests rest, is known to say no."""
    from cryptography.exceptions import InvalidSignature

    for one, other in (("ES256", PrivateKey.generate("ES256")), ("RS256", made("RS384"))):
        with pytest.raises(InvalidSignature):
            verified(made(one).sign(CLAIMS).reveal(), other.public_pem)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_only_the_owner_can_read_the_file(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        made("ES256").save(tmp_path / "key.pem")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600
    assert (tmp_path / "key.pem").read_text() == made("ES256").private_pem().reveal()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("the only copy")
    (tmp_path / "directory").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("taken", "directory", "link"):
        with pytest.raises(ConfigurationError, match=rf"{tmp_path}/{name} exists already; a key is never overwritten"):
            made("ES256").save(tmp_path / name)
    assert (tmp_path / "taken").read_text() == "the only copy"
    assert not (tmp_path / "elsewhere").exists()


def test_files_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="its directory does not exist"):
        made("ES256").save(tmp_path / "none" / "key.pem")
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="cannot be written: Not a directory"):
        made("ES256").save(tmp_path / "file" / "key.pem")
    made("ES256").save("~/amili-new.pem")
    assert (Path.home() / "amili-new.pem").exists()


def test_no_half_of_a_key_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, *_: Any, **__: Any) -> Any:
        os.close(handle)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(ConfigurationError, match="cannot be written: No space left on device") as caught:
        made("ES256").save(tmp_path / "key.pem")
    assert list(tmp_path.iterdir()) == []
    assert_hidden(caught.value, pieces(made("ES256").private_pem().reveal()))


# -- the extra -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["jwt", "cryptography.hazmat.primitives.serialization"])
@pytest.mark.parametrize("begin", [lambda: PrivateKey.load(KEY), PrivateKey.generate])
def test_without_the_extra_it_says_what_to_install(missing: str, begin: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ConfigurationError, match=r'pip install "amili-ext\[sweden\]"'):
        begin()


def test_another_package_of_the_same_name_is_not_taken_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jwt", ModuleType("jwt"))
    with pytest.raises(ConfigurationError, match=r"amili-ext\[sweden\]"):
        PrivateKey.load(KEY)


def test_importing_loads_neither_library() -> None:
    code = f"import sys, {keys.__name__}; print(*[name for name in ('jwt', 'cryptography') if name in sys.modules])"
    paths = os.pathsep.join(str(Path(path).resolve()) for path in sys.path if path)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": paths})  # noqa: S603
    assert done.stdout.split() == []


def test_any_curve_is_looked_up_by_the_name_that_the_library_has_for_it() -> None:
    assert {ec.SECP256R1().name, ec.SECP384R1().name, ec.SECP521R1().name} == set(keys._CURVES)
