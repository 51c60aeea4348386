"""An operation can be pointed at another path by configuration, and a path that cannot be right is refused when the client is made."""

from __future__ import annotations

import json
import warnings
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import AsyncNorway, Norway, Sweden
from amili_ext.endpoint import Api, build
from amili_ext.errors import ConfigurationError
from amili_ext.routes import Route, read_routes
from amili_ext.sweden.example_key import private_key_pem

from .support import ORGANIZATION

THING = SimpleNamespace(
    __name__="api.thing.pause_thing",
    OPERATION="pauseThing",
    PATH="/orgs/{organizationId}/things/{thingId}/pause",
    UNVERIFIED="a guide mentions it",
    build_request=lambda organization, thing: {
        "method": "post",
        "url": "/orgs/{}/things/{}/pause".format(quote(str(organization), safe=""), quote(thing, safe="")),
    },
)


def asked(route: Route | None, thing: str = "7") -> tuple[str, str]:
    endpoint: Any = THING
    request = build(Api("https://host/v1", routes={"pauseThing": route} if route else {}), endpoint, "o", thing)
    return request.method, request.url


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (Route("/orgs/{organizationId}/paused/{thingId}"), ("POST", "https://host/v1/orgs/o/paused/7")),
        (Route("/paused/{thingId}", "PUT"), ("PUT", "https://host/v1/paused/7")),
        (Route("/{thingId}/of/{organizationId}/{thingId}"), ("POST", "https://host/v1/7/of/o/7")),
    ],
)
def test_values_move_to_their_places_in_the_configured_path(route: Route, expected: tuple[str, str]) -> None:
    assert asked(route) == expected


def test_who_configures_a_path_has_confirmed_it(recwarn: pytest.WarningsRecorder) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asked(Route("/paused/{thingId}"))


@given(st.text(min_size=1))
def test_whatever_stands_in_a_path_arrives_in_the_other_as_it_was(thing: str) -> None:
    assert asked(Route("/paused/{thingId}"), thing) == ("POST", f"https://host/v1/paused/{quote(thing, safe='')}")


def test_an_operation_of_the_document(tmp_path: Path) -> None:
    """The same from an argument and from the file; the argument wins."""
    config = tmp_path / "config.toml"
    config.write_text(
        '[norway]\nenvironment = "staging"\n[norway.paths]\n'
        'getBatchById = "/batches/{batchId}"\ngetInvoiceById = "GET /invoices/{invoiceId}"\n'
    )
    client = Norway(
        ORGANIZATION, client_id="i", client_secret="s", config_file=config, paths={"getBatchById": "/v2/{organizationId}/{batchId}"}
    )
    assert client._context.api.routes == {
        "getBatchById": Route("/v2/{organizationId}/{batchId}"),
        "getInvoiceById": Route("/invoices/{invoiceId}", "GET"),
    }
    assert client.with_options(paths={})._context.api.routes == {}
    client.close()


def test_the_file_holds_for_each_country(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[sweden.paths]\ngetCase = "/matters/{caseId}"\n')
    key = tmp_path / "key.pem"
    key.write_text(private_key_pem())
    with Sweden(environment="production", api_code="code", private_key=str(key), config_file=config) as client:
        assert client._context.api.routes == {"getCase": Route("/matters/{caseId}")}


def test_what_is_no_name_in_a_documented_path_stands_for_itself() -> None:
    assert Route("/{thingId}").lead("/a+b(c)/{thingId}", "/a+b(c)/7") == "/7"


def test_the_sandbox_serves_the_paths_of_the_documents_only(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[norway.paths]\ngetBatchById = "/elsewhere/{batchId}"\n')
    with Norway(environment="sandbox", config_file=config) as client:
        assert client._context.api.routes == {}


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ({"pauseCases": "/a/{caseId}"}, "there is no operation 'pauseCases'; there are "),
        ({"getBatchById": "batches/{batchId}"}, r"getBatchById must be a path such as /orgs/\{organizationId\}/batches/\{batchId\}"),
        ({"getBatchById": "https://host/batches/{batchId}"}, "must be a path such as"),
        ({"getBatchById": "/batches/{batchId}?a=b"}, "must be a path such as"),
        ({"getBatchById": "HEAD /batches/{batchId}"}, "must be a path such as"),
        ({"getBatchById": 7}, "must be a path such as"),
        ({"getBatchById": "/batches/{batch}"}, r"getBatchById has no value for \{batch\}; it has organizationId, batchId"),
        ({"getBatchById": "/orgs/{organizationId}/batches"}, r"getBatchById must have \{batchId\} in it"),
        ({"getBatchById": "POST /batches/{batchId}"}, "getBatchById is a GET, which POST cannot take the place of"),
        ({"pauseCase": "GET /cases/{caseId}/pause"}, "pauseCase is a POST, which GET cannot take the place of"),
        ({10**5000: "/batches/{batchId}"}, "there is no operation that is "),
        (["getBatchById"], "paths must map names of operations to paths"),
    ],
)
def test_a_path_that_cannot_be_right(paths: Any, message: str) -> None:
    for make in (Norway, AsyncNorway):
        with pytest.raises(ConfigurationError, match=message):
            make(ORGANIZATION, environment="staging", client_id="i", client_secret="s", paths=paths)


def test_a_table_of_paths_that_is_none(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[norway]\npaths = "x"\n')
    with pytest.raises(ConfigurationError, match=r"\[norway.paths\] in .* must be a table"):
        Norway(ORGANIZATION, environment="staging", client_id="i", client_secret="s", config_file=config)


def test_each_country_knows_its_own_operations() -> None:
    with pytest.raises(ConfigurationError, match="no operation 'getBatchById'"):
        Sweden(environment="sandbox", paths={"getBatchById": "/{batchId}"})


@pytest.mark.parametrize("document", ["amili_client.norway.collection", "amili_client.norway.autocollect", "amili_client.sweden.ada"])
def test_every_documented_path_is_one_that_could_be_configured(document: str) -> None:
    content = json.loads(files(document).joinpath("openapi.json").read_bytes())
    paths = {one["operationId"]: path for path, item in content["paths"].items() for one in item.values() if "operationId" in one}
    routes = read_routes(paths, [document])
    assert {operation: route.path for operation, route in routes.items()} == paths
