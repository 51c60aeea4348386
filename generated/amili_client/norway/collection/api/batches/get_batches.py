from typing import Any

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.all_batches_response import AllBatchesResponse
from ...models.batch_status import BatchStatus
from ...models.batch_type import BatchType
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(200, 201),)

OPERATION = "getBatches"
PATH = "/batches"


def build_request(
    *,
    state: BatchStatus | Unset = UNSET,
    type_: BatchType | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    sort_direction: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state.value

    params["State"] = json_state

    json_type_: str | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_.value

    params["Type"] = json_type_

    params["PageToken"] = page_token

    params["PageSize"] = page_size

    params["SortDirection"] = sort_direction

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/batches",
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> AllBatchesResponse | None:
    if status_code == 200:
        response_200 = AllBatchesResponse.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[AllBatchesResponse]:
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
    state: BatchStatus | Unset = UNSET,
    type_: BatchType | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    sort_direction: str | Unset = UNSET,
) -> Response[AllBatchesResponse]:
    """Get all batches

    Args:
        state (BatchStatus | Unset): QUEUED is the only status that is not terminal.
        type_ (BatchType | Unset): Always INVOICE for invoice batches.
        page_token (str | Unset):
        page_size (int | Unset):
        sort_direction (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AllBatchesResponse]
    """

    kwargs = build_request(
        state=state,
        type_=type_,
        page_token=page_token,
        page_size=page_size,
        sort_direction=sort_direction,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    state: BatchStatus | Unset = UNSET,
    type_: BatchType | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    sort_direction: str | Unset = UNSET,
) -> AllBatchesResponse | None:
    """Get all batches

    Args:
        state (BatchStatus | Unset): QUEUED is the only status that is not terminal.
        type_ (BatchType | Unset): Always INVOICE for invoice batches.
        page_token (str | Unset):
        page_size (int | Unset):
        sort_direction (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AllBatchesResponse
    """

    return sync_detailed(
        client=client,
        state=state,
        type_=type_,
        page_token=page_token,
        page_size=page_size,
        sort_direction=sort_direction,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    state: BatchStatus | Unset = UNSET,
    type_: BatchType | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    sort_direction: str | Unset = UNSET,
) -> Response[AllBatchesResponse]:
    """Get all batches

    Args:
        state (BatchStatus | Unset): QUEUED is the only status that is not terminal.
        type_ (BatchType | Unset): Always INVOICE for invoice batches.
        page_token (str | Unset):
        page_size (int | Unset):
        sort_direction (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AllBatchesResponse]
    """

    kwargs = build_request(
        state=state,
        type_=type_,
        page_token=page_token,
        page_size=page_size,
        sort_direction=sort_direction,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    state: BatchStatus | Unset = UNSET,
    type_: BatchType | Unset = UNSET,
    page_token: str | Unset = UNSET,
    page_size: int | Unset = UNSET,
    sort_direction: str | Unset = UNSET,
) -> AllBatchesResponse | None:
    """Get all batches

    Args:
        state (BatchStatus | Unset): QUEUED is the only status that is not terminal.
        type_ (BatchType | Unset): Always INVOICE for invoice batches.
        page_token (str | Unset):
        page_size (int | Unset):
        sort_direction (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AllBatchesResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            state=state,
            type_=type_,
            page_token=page_token,
            page_size=page_size,
            sort_direction=sort_direction,
        )
    ).parsed
