"""vcrpy as it is set up here, for recording and for replaying, and the files that it writes.

A cassette is ordinary vcrpy YAML, which any vcrpy reads; only written so that people can read it too: a head that says where it comes from,
bodies as blocks of text.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vcr
import yaml
from vcr.persisters.filesystem import FilesystemPersister
from vcr.request import Request
from vcr.serialize import serialize
from vcr.serializers import yamlserializer

from tests.cassettes.matching import MATCHERS
from tests.cassettes.scrub import Scrubber

CASSETTES = Path(__file__).parents[2] / "cassettes"


def path_of(name: str, folder: Path = CASSETTES) -> Path:
    """Where the cassette of that name is."""
    return folder / f"{name}.yaml"


def make_vcr(record_mode: str, rewrite: Callable[[str], str] | None = None) -> vcr.VCR:
    """vcrpy with our matchers and a scrubber of its own, so for one cassette.

    Args:
        record_mode: one of vcrpy's.
        rewrite: turns the address of a request into the one that goes to the cassette.
    """
    scrubber = Scrubber()

    def before_request(request: Request) -> Request:
        if rewrite is not None:
            request.uri = rewrite(request.uri)
        return scrubber.request(request)

    recorder = vcr.VCR(
        record_mode=record_mode,
        match_on=["method", "scheme", "host", "port", "path", "query", *(matcher.__name__ for matcher in MATCHERS)],
        before_record_request=before_request,
        before_record_response=scrubber.response,
        decode_compressed_response=True,
        record_on_exception=False,
        serializer="readable",
    )
    for matcher in MATCHERS:
        recorder.register_matcher(matcher.__name__, matcher)
    recorder.register_serializer("readable", _Readable)
    recorder.register_persister(_Utf8Files)
    return recorder


def write(path: Path, exchanges: list[tuple[Request, dict[str, Any]]], about: dict[str, str]) -> None:
    """Write a cassette that was not recorded.

    Args:
        about: its metadata; `head` is what stands above it.
    """
    requests, responses = zip(*exchanges, strict=True)
    _Utf8Files.save_cassette(path, {"requests": requests, "responses": responses, "metadata": about}, _Readable)


class _Utf8Files(FilesystemPersister):
    """Files are the same on every machine, whatever its encoding and its line ends."""

    @staticmethod
    def save_cassette(cassette_path: Any, cassette_dict: dict[str, Any], serializer: Any) -> None:
        path = Path(cassette_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(serialize(cassette_dict, serializer).encode())


class _Readable:
    """YAML in a fixed order, with a head, and with bodies as blocks."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        about = dict(cassette["metadata"])
        lines = [line for text in about.pop("head").split("\n") for line in textwrap.wrap(text, 138, break_on_hyphens=False) or [""]]
        ordered = {"version": cassette["version"], "metadata": about, "interactions": cassette["interactions"]}
        text = yaml.dump(ordered, Dumper=_BlockDumper, sort_keys=False, allow_unicode=True, width=100_000)
        return "".join(f"# {line}".rstrip() + "\n" for line in lines) + text

    deserialize = staticmethod(yamlserializer.deserialize)


class _BlockDumper(yaml.SafeDumper):
    """The pure Python one: that of libyaml is not everywhere and does not break lines in the same places."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_BlockDumper.add_representer(str, _BlockDumper.represent_text)
