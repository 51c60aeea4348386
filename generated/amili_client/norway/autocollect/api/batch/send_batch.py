from typing import Any

import httpx

from amili_client.runtime import decode_json, encode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.legacy_batch_input import LegacyBatchInput
from ...models.legacy_batch_result import LegacyBatchResult
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "sendBatch"
PATH = "/webapi/api/Batch"


def build_request(
    *,
    body: LegacyBatchInput,
    senderid: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["senderid"] = senderid

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/webapi/api/Batch",
        "params": params,
    }

    _kwargs["content"] = body.to_dict()
    _kwargs["content"] = encode_json(_kwargs["content"])

    headers["Content-Type"] = "application/json-patch+json"

    _kwargs["headers"] = headers
    return _kwargs


def parse_content(status_code: int, content: bytes) -> LegacyBatchResult | None:
    if status_code == 200:
        response_200 = LegacyBatchResult.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[LegacyBatchResult]:
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
    *,
    client: AuthenticatedClient,
    body: LegacyBatchInput,
    senderid: str | Unset = UNSET,
) -> Response[LegacyBatchResult]:
    """Send invoices, payments, credits, change requests or messages

    Args:
        senderid (str | Unset):
        body (LegacyBatchInput): A batch to be sent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LegacyBatchResult]
    """

    kwargs = build_request(
        body=body,
        senderid=senderid,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: LegacyBatchInput,
    senderid: str | Unset = UNSET,
) -> LegacyBatchResult | None:
    """Send invoices, payments, credits, change requests or messages

    Args:
        senderid (str | Unset):
        body (LegacyBatchInput): A batch to be sent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LegacyBatchResult
    """

    return sync_detailed(
        client=client,
        body=body,
        senderid=senderid,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: LegacyBatchInput,
    senderid: str | Unset = UNSET,
) -> Response[LegacyBatchResult]:
    """Send invoices, payments, credits, change requests or messages

    Args:
        senderid (str | Unset):
        body (LegacyBatchInput): A batch to be sent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LegacyBatchResult]
    """

    kwargs = build_request(
        body=body,
        senderid=senderid,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: LegacyBatchInput,
    senderid: str | Unset = UNSET,
) -> LegacyBatchResult | None:
    """Send invoices, payments, credits, change requests or messages

    Args:
        senderid (str | Unset):
        body (LegacyBatchInput): A batch to be sent.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LegacyBatchResult
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            senderid=senderid,
        )
    ).parsed
