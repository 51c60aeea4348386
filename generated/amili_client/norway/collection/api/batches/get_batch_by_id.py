from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.batch_response import BatchResponse
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(409, 410),
    range(422, 423),
    range(500, 501),
    range(503, 504),
)

OPERATION = "getBatchById"
PATH = "/orgs/{organizationId}/batches/{batchId}"


def build_request(
    organization_id: UUID,
    batch_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/orgs/{organization_id}/batches/{batch_id}".format(
            organization_id=quote(str(organization_id), safe=""),
            batch_id=quote(str(batch_id), safe=""),
        ),
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> BatchResponse | None:
    if status_code == 200:
        response_200 = BatchResponse.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BatchResponse]:
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
    batch_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[BatchResponse]:
    """GetBatchById

     Poll this endpoint after creating a batch to check processing status and retrieve per-item results.

    Args:
        organization_id (UUID):
        batch_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        batch_id=batch_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    organization_id: UUID,
    batch_id: UUID,
    *,
    client: AuthenticatedClient,
) -> BatchResponse | None:
    """GetBatchById

     Poll this endpoint after creating a batch to check processing status and retrieve per-item results.

    Args:
        organization_id (UUID):
        batch_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchResponse
    """

    return sync_detailed(
        organization_id=organization_id,
        batch_id=batch_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    organization_id: UUID,
    batch_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[BatchResponse]:
    """GetBatchById

     Poll this endpoint after creating a batch to check processing status and retrieve per-item results.

    Args:
        organization_id (UUID):
        batch_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BatchResponse]
    """

    kwargs = build_request(
        organization_id=organization_id,
        batch_id=batch_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    organization_id: UUID,
    batch_id: UUID,
    *,
    client: AuthenticatedClient,
) -> BatchResponse | None:
    """GetBatchById

     Poll this endpoint after creating a batch to check processing status and retrieve per-item results.

    Args:
        organization_id (UUID):
        batch_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BatchResponse
    """

    return (
        await asyncio_detailed(
            organization_id=organization_id,
            batch_id=batch_id,
            client=client,
        )
    ).parsed
