from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.creditor_changes import CreditorChanges
from ...models.written import Written
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(412, 413),
    range(422, 423),
    range(428, 429),
    range(429, 430),
    range(500, 501),
)

OPERATION = "updateCreditor"
PATH = "/creditors/{creditorId}"


def build_request(
    creditor_id: str,
    *,
    body: CreditorChanges,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/creditors/{creditor_id}".format(
            creditor_id=quote(str(creditor_id), safe=""),
        ),
    }

    _kwargs["content"] = body.to_dict()
    _kwargs["content"] = encode_json(_kwargs["content"])

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> Written | None:
    if status_code == 200:
        response_200 = Written.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Written]:
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
    creditor_id: str,
    *,
    client: AuthenticatedClient,
    body: CreditorChanges,
    if_match: str | Unset = UNSET,
) -> Response[Written]:
    """Update a creditor

    Args:
        creditor_id (str):
        if_match (str | Unset):
        body (CreditorChanges): Changes of a creditor, without the readonly fields and those that
            can be set on creation only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Written]
    """

    kwargs = build_request(
        creditor_id=creditor_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    creditor_id: str,
    *,
    client: AuthenticatedClient,
    body: CreditorChanges,
    if_match: str | Unset = UNSET,
) -> Written | None:
    """Update a creditor

    Args:
        creditor_id (str):
        if_match (str | Unset):
        body (CreditorChanges): Changes of a creditor, without the readonly fields and those that
            can be set on creation only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Written
    """

    return sync_detailed(
        creditor_id=creditor_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    creditor_id: str,
    *,
    client: AuthenticatedClient,
    body: CreditorChanges,
    if_match: str | Unset = UNSET,
) -> Response[Written]:
    """Update a creditor

    Args:
        creditor_id (str):
        if_match (str | Unset):
        body (CreditorChanges): Changes of a creditor, without the readonly fields and those that
            can be set on creation only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Written]
    """

    kwargs = build_request(
        creditor_id=creditor_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    creditor_id: str,
    *,
    client: AuthenticatedClient,
    body: CreditorChanges,
    if_match: str | Unset = UNSET,
) -> Written | None:
    """Update a creditor

    Args:
        creditor_id (str):
        if_match (str | Unset):
        body (CreditorChanges): Changes of a creditor, without the readonly fields and those that
            can be set on creation only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Written
    """

    return (
        await asyncio_detailed(
            creditor_id=creditor_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
