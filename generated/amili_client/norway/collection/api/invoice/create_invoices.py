from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_invoices_request import CreateInvoicesRequest
from ...models.create_invoices_response import CreateInvoicesResponse
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(202, 203),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(409, 410),
    range(422, 423),
    range(500, 501),
)

OPERATION = "createInvoices"
PATH = "/orgs/{organizationId}/invoices"


def build_request(
    organization_id: UUID,
    *,
    body: CreateInvoicesRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["IdempotencyKey"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/orgs/{organization_id}/invoices".format(
            organization_id=quote(str(organization_id), safe=""),
        ),
    }

    _kwargs["content"] = body.to_dict()
    _kwargs["content"] = encode_json(_kwargs["content"])

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> CreateInvoicesResponse | None:
    if status_code == 202:
        response_202 = CreateInvoicesResponse.from_dict(decode_json(content))

        return response_202

    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CreateInvoicesResponse]:
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
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CreateInvoicesRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[CreateInvoicesResponse]:
    """CreateInvoices

     Submit one or more invoices for processing. The request is queued asynchronously and a batch
    reference is returned immediately. Required permission: write:collection.case

    Args:
        organization_id (UUID):
        idempotency_key (str | Unset):
        body (CreateInvoicesRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateInvoicesResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CreateInvoicesRequest,
    idempotency_key: str | Unset = UNSET,
) -> CreateInvoicesResponse | None:
    """CreateInvoices

     Submit one or more invoices for processing. The request is queued asynchronously and a batch
    reference is returned immediately. Required permission: write:collection.case

    Args:
        organization_id (UUID):
        idempotency_key (str | Unset):
        body (CreateInvoicesRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateInvoicesResponse
    """

    return sync_detailed(
        organization_id=organization_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CreateInvoicesRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[CreateInvoicesResponse]:
    """CreateInvoices

     Submit one or more invoices for processing. The request is queued asynchronously and a batch
    reference is returned immediately. Required permission: write:collection.case

    Args:
        organization_id (UUID):
        idempotency_key (str | Unset):
        body (CreateInvoicesRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateInvoicesResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CreateInvoicesRequest,
    idempotency_key: str | Unset = UNSET,
) -> CreateInvoicesResponse | None:
    """CreateInvoices

     Submit one or more invoices for processing. The request is queued asynchronously and a batch
    reference is returned immediately. Required permission: write:collection.case

    Args:
        organization_id (UUID):
        idempotency_key (str | Unset):
        body (CreateInvoicesRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateInvoicesResponse
    """

    return (
        await asyncio_detailed(
            organization_id=organization_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
