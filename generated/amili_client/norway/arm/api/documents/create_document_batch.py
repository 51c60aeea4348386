from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.batch_accepted import BatchAccepted
from ...models.create_documents_request import CreateDocumentsRequest
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(201, 202),
    range(202, 203),
    range(206, 207),
)

OPERATION = "createDocumentBatch"
PATH = "/clients/{clientno}/documents/batches"


def build_request(
    clientno: int,
    *,
    body: CreateDocumentsRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/clients/{clientno}/documents/batches".format(
            clientno=quote(str(clientno), safe=""),
        ),
    }

    _kwargs["content"] = body.to_dict()
    _kwargs["content"] = encode_json(_kwargs["content"])

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> BatchAccepted | None:
    if status_code == 200:
        response_200 = BatchAccepted.from_dict(decode_json(content))

        return response_200

    if status_code == 201:
        response_201 = BatchAccepted.from_dict(decode_json(content))

        return response_201

    if status_code == 202:
        response_202 = BatchAccepted.from_dict(decode_json(content))

        return response_202

    if status_code == 206:
        response_206 = BatchAccepted.from_dict(decode_json(content))

        return response_206

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BatchAccepted]:
    status_code = response.status_code
    if client.raise_on_unexpected_status and not any(status_code in codes for codes in _DOCUMENTED_STATUSES):
        raise errors.UnexpectedStatus(status_code, response.content)
    return Response(
        status_code=status_code,
        content=response.content,
        headers=response.headers,
        parsed=parse_content(status_code, response.content),
    )


def sync_detailed(
    clientno: int,
    *,
    client: AuthenticatedClient,
    body: CreateDocumentsRequest,
) -> Response[BatchAccepted]:
    """POST (create) a batch of documents

    Args:
        clientno (int):
        body (CreateDocumentsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchAccepted]
    """

    kwargs = build_request(
        clientno=clientno,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    clientno: int,
    *,
    client: AuthenticatedClient,
    body: CreateDocumentsRequest,
) -> BatchAccepted | None:
    """POST (create) a batch of documents

    Args:
        clientno (int):
        body (CreateDocumentsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchAccepted
    """

    return sync_detailed(
        clientno=clientno,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    clientno: int,
    *,
    client: AuthenticatedClient,
    body: CreateDocumentsRequest,
) -> Response[BatchAccepted]:
    """POST (create) a batch of documents

    Args:
        clientno (int):
        body (CreateDocumentsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchAccepted]
    """

    kwargs = build_request(
        clientno=clientno,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    clientno: int,
    *,
    client: AuthenticatedClient,
    body: CreateDocumentsRequest,
) -> BatchAccepted | None:
    """POST (create) a batch of documents

    Args:
        clientno (int):
        body (CreateDocumentsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchAccepted
    """

    return (
        await asyncio_detailed(
            clientno=clientno,
            client=client,
            body=body,
        )
    ).parsed
