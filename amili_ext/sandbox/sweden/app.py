"""The Eve application: Amili's own framework, set up as the documentation lets see.

Where to look first: `schema` what each resource takes, `hooks` of the caller what happens besides. No other module knows Eve.

Choices where the pages are silent:

* `_id`, `_created`, `_updated` and `_etag` are there whatever the projection says, as Eve does for resources whose fields are all known.
* `max_results` above 100 is 100. A filter with an operator that is unknown or banned (`$where`, `$regex`) is 400.
* `If-Match` must be sent with PATCH and DELETE: 428 without, 412 when it is not the present `_etag`.
* A field that starts with an underscore cannot be written.
* Dates are read in RFC 1123 whatever weekday they claim, and in ISO 8601, as the guides send them; they are always written in RFC 1123.
* A value of another type than the documented one is refused; Eve by itself would read the text "12.5" as a number, and true as an integer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from types import SimpleNamespace
from typing import Any, TypeAlias

from amili_client.runtime import read_datetime
from attrs import frozen
from bson import ObjectId
from flask import Response, abort, request
from werkzeug.exceptions import HTTPException

from amili_ext.sandbox.messages import Refusal
from amili_ext.sandbox.sweden.collection import Document
from amili_ext.sandbox.sweden.errors import error_response
from amili_ext.sandbox.sweden.schema import Resource
from amili_ext.sandbox.sweden.store import Store
from amili_ext.sandbox.sweden.untyped import (
    Eve,
    Mongo,
    PyMongos,
    SenselessError,
    TypeDefinition,
    Validator,
    makes_sense,
    outdated_declarations,
)
from amili_ext.shapes import is_array, is_object, is_sequence

_SYSTEM = ("_id", "_created", "_updated", "_etag")
_NAME = "amili_ext.sandbox.sweden"
_TOO_LARGE = 1e200  # sums and products of smaller numbers still are numbers

Inserting: TypeAlias = Callable[[Document], None]
Updating: TypeAlias = Callable[[Document, Document], None]
Deleting: TypeAlias = Callable[[Document], None]
Searching: TypeAlias = Callable[[Mapping[str, str]], Document]


@frozen
class Hooks:
    """What happens besides, by the name of the resource. Each may raise `Refusal`; then nothing is stored.

    Attributes:
        inserting: gets the document about to be stored, which it may add to.
        updating: gets the changes, which it may add to, and the document as it is.
        deleting: gets the document about to be removed.
        searching: gets the query of a list, gives what to filter for besides `where`.
    """

    inserting: Mapping[str, Inserting]
    updating: Mapping[str, Updating]
    deleting: Mapping[str, Deleting]
    searching: Mapping[str, Searching]


def create_eve(resources: tuple[Resource, ...], store: Store, hooks: Hooks, *, prefix: str) -> Any:
    """The WSGI application."""
    logging.getLogger(_NAME).disabled = True  # Eve logs every mistake of a client with a stack trace
    with outdated_declarations():
        validator = _validator()
    app: Any = Eve(
        import_name=_NAME,
        data=_data_layer(store),
        validator=validator,
        settings={
            "DOMAIN": {resource.name: _domain(resource) for resource in resources},
            "URL_PREFIX": prefix.strip("/"),
            "HATEOAS": False,
            "EMBEDDING": False,
            "BULK_ENABLED": False,
            "ALLOW_OVERRIDE_HTTP_METHOD": False,
            "RENDERERS": ["eve.render.JSONRenderer"],
            "PAGINATION_DEFAULT": 25,
            "PAGINATION_LIMIT": 100,
            "DEBUG": True,  # otherwise an error message does not say what is wrong
            "PROPAGATE_EXCEPTIONS": True,  # a mistake of the sandbox is not to look like one of Amili
        },
    )

    def stamp_new(_resource: str, documents: list[Document]) -> None:
        for document in documents:
            store.stamp(document)

    def stamp_changes(_resource: str, changes: Document, _original: Document) -> None:
        changes["_updated"] = store.now()

    @app.after_request  # type: ignore[untyped-decorator]  # Eve has no types
    def name_methods(response: Response) -> Response:
        # Eve writes errors itself, and leaves out what HTTP demands of this one; and it counts a POST that stands for something else.
        if response.status_code == 405 or request.method == "OPTIONS":
            routes = app.create_url_adapter(request)
            methods = [name for name in routes.allowed_methods() if not routes.match(method=name)[0].endswith("_post_override")]
            response.headers["Allow"] = ", ".join(methods)
        return response

    app.on_insert += stamp_new
    app.on_update += stamp_changes
    for resource in resources:
        _connect(app, resource, hooks)
    return app


def _domain(resource: Resource) -> dict[str, Any]:
    return {
        "url": resource.url,
        "schema": dict(resource.schema),
        "allow_unknown": True,
        "resource_methods": list(resource.methods),
        "item_methods": list(resource.item_methods),
        "extra_response_fields": list(resource.answered),
    }


def _connect(app: Any, resource: Resource, hooks: Hooks) -> None:
    name = resource.name
    if inserting := hooks.inserting.get(name):

        @_answering
        def insert(documents: list[Document]) -> None:
            for document in documents:
                inserting(document)

        getattr(app, f"on_insert_{name}").__iadd__(insert)
    if updating := hooks.updating.get(name):
        getattr(app, f"on_update_{name}").__iadd__(_answering(updating))
    if deleting := hooks.deleting.get(name):
        getattr(app, f"on_delete_item_{name}").__iadd__(_answering(deleting))
    if searching := hooks.searching.get(name):

        @_answering
        def search(request: Any, lookup: Document) -> None:
            lookup.update(searching(request.args))

        getattr(app, f"on_pre_GET_{name}").__iadd__(search)


def _answering(hook: Callable[..., None]) -> Callable[..., None]:
    """The hook, whose refusal becomes the answer: an exception of Werkzeug's is all that Eve lets pass everywhere."""

    @wraps(hook)
    def called(*args: Any) -> None:
        try:
            hook(*args)
        except Refusal as refusal:
            answer = error_response(refusal)
            raise HTTPException(response=Response(answer.body, answer.status, answer.headers)) from refusal

    return called


def _validator() -> type[Any]:
    """Eve's own validator, which leaves nothing to be written that it handles alone."""

    class Strict(Validator):  # type: ignore[misc]  # Eve has no types
        # To Cerberus, true is an integer, though no number.
        types_mapping: Mapping[str, Any] = {**Validator.types_mapping, "integer": TypeDefinition("integer", (int,), (bool,))}

        def validate(self, document: Document, *args: Any, **kwargs: Any) -> bool:
            base: Any = super()
            valid: bool = base.validate(document, *args, **kwargs)
            return self._refuse_what_has_no_rules(document) and valid

        def validate_update(self, document: Document, *args: Any, **kwargs: Any) -> bool:
            base: Any = super()
            valid: bool = base.validate_update(document, *args, **kwargs)
            return self._refuse_what_has_no_rules(document) and valid

        def _refuse_what_has_no_rules(self, document: Document) -> bool:
            # System fields, since Eve does not allow any rules for them; and what Python reads as a number, but no JSON can hold.
            wrong = {name: "holds no number, or too large a one" for name, value in document.items() if not _is_finite(value)}
            wrong |= {name: "field is read-only" for name in document if name.startswith("_")}
            for name, why in wrong.items():
                self._error(name, why)
            return not wrong

    return Strict


def _is_finite(value: Any) -> bool:
    if is_object(value):
        return all(map(_is_finite, value.values()))
    if is_array(value):
        return all(map(_is_finite, value))
    return not isinstance(value, int | float) or abs(value) < _TOO_LARGE  # never true of NaN


def _is_step(one: Any) -> bool:
    """Whether it is a name and a direction, as an order has it."""
    return is_sequence(one) and list(map(type, one)) == [str, int]


def _read_datetime(text: Any) -> datetime:
    if not isinstance(text, str):
        raise TypeError("a date-time is a text")
    return read_datetime(text).astimezone(UTC).replace(tzinfo=None)


def _data_layer(store: Store) -> type[Any]:
    """Eve's own layer for MongoDB, over the collections of `store`; Eve wants a class."""

    class InMemory(Mongo):  # type: ignore[misc]  # Eve has no types
        serializers: Mapping[str, Callable[[Any], Any]] = {"objectid": ObjectId, "datetime": _read_datetime}
        _mongotize = makes_sense(Mongo._mongotize)

        def init_app(self, _app: Any) -> None:
            self.driver = PyMongos(self)
            self.driver["MONGO"] = SimpleNamespace(db=store.collections)
            self.mongo_prefix = None

        def get_collection_with_write_concern(self, datasource: str, _resource: str) -> Any:
            return store.collections[datasource]

        def find(self, *args: Any, **kwargs: Any) -> Any:
            base: Any = super()
            try:
                return base.find(*args, **kwargs)
            except SenselessError as error:
                abort(400, f"where or sort cannot be carried out: {error}")

        def _convert_where_request_to_dict(self, *args: Any) -> Any:
            base: Any = super()
            found = makes_sense(base._convert_where_request_to_dict)(*args)
            if not is_object(found):
                raise SenselessError("where must be an object")
            return found

        def _convert_sort_request_to_dict(self, *args: Any) -> Any:
            base: Any = super()
            order = makes_sense(base._convert_sort_request_to_dict)(*args)
            if order and not (is_sequence(order) and all(map(_is_step, order))):
                raise SenselessError("sort must be names of fields, or pairs of a name and a direction")
            return order

        def _datasource_ex(
            self, resource: str, query: Any = None, client_projection: Any = None, client_sort: Any = None, **kwargs: Any
        ) -> tuple[Any, Any, Any, Any]:
            # For a resource with unknown fields, Eve itself drops exclusions and includes nothing but what was asked for.
            base: Any = super()
            source, found, _, sort = base._datasource_ex(resource, query, None, client_sort, **kwargs)
            wanted: dict[str, Any] = client_projection or {}
            if any(wanted.values()):
                return source, found, {**{name: 1 for name, value in wanted.items() if value}, **dict.fromkeys(_SYSTEM, 1)}, sort
            return source, found, {name: 0 for name in wanted if name not in _SYSTEM}, sort

    return InMemory
