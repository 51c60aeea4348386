from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_corrections_request import CreateCorrectionsRequest
from ...models.create_corrections_response import CreateCorrectionsResponse
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(202, 203),)

OPERATION = "createCorrections"
PATH = "/orgs/{organizationId}/corrections"


def build_request(
    organization_id: UUID,
    *,
    body: CreateCorrectionsRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["IdempotencyKey"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/orgs/{organization_id}/corrections".format(
            organization_id=quote(str(organization_id), safe=""),
        ),
    }

    _kwargs["content"] = body.to_dict()
    _kwargs["content"] = encode_json(_kwargs["content"])

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> CreateCorrectionsResponse | None:
    if status_code == 202:
        response_202 = CreateCorrectionsResponse.from_dict(decode_json(content))

        return response_202

    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CreateCorrectionsResponse]:
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
    body: CreateCorrectionsRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[CreateCorrectionsResponse]:
    """CreateCorrections

     Registers corrections of invoices. The request is queued asynchronously and a batch reference is
    returned.

    Args:
        organization_id (UUID):
        idempotency_key (str | Unset):
        body (CreateCorrectionsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateCorrectionsResponse]
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
    body: CreateCorrectionsRequest,
    idempotency_key: str | Unset = UNSET,
) -> CreateCorrectionsResponse | None:
    """CreateCorrections

     Registers corrections of invoices. The request is queued asynchronously and a batch reference is
    returned.

    Args:
        organization_id (UUID):
        idempotency_key (str | Unset):
        body (CreateCorrectionsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateCorrectionsResponse
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
    body: CreateCorrectionsRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[CreateCorrectionsResponse]:
    """CreateCorrections

     Registers corrections of invoices. The request is queued asynchronously and a batch reference is
    returned.

    Args:
        organization_id (UUID):
        idempotency_key (str | Unset):
        body (CreateCorrectionsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateCorrectionsResponse]
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
    body: CreateCorrectionsRequest,
    idempotency_key: str | Unset = UNSET,
) -> CreateCorrectionsResponse | None:
    """CreateCorrections

     Registers corrections of invoices. The request is queued asynchronously and a batch reference is
    returned.

    Args:
        organization_id (UUID):
        idempotency_key (str | Unset):
        body (CreateCorrectionsRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateCorrectionsResponse
    """

    return (
        await asyncio_detailed(
            organization_id=organization_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
