from typing import Any
from urllib.parse import quote

import httpx

from amili_client.runtime import decode_json

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.case_registration import CaseRegistration
from ...types import UNSET, Response, Unset

_DOCUMENTED_STATUSES: tuple[range, ...] = (
    range(200, 201),
    range(400, 401),
    range(401, 402),
    range(403, 404),
    range(404, 405),
    range(422, 423),
    range(429, 430),
    range(500, 501),
)

OPERATION = "getCaseRegistration"
PATH = "/case--registrations/{id}"


def build_request(
    id: str,
    *,
    projection: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["projection"] = projection

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/case--registrations/{id}".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> CaseRegistration | None:
    if status_code == 200:
        response_200 = CaseRegistration.from_dict(decode_json(content))

        return response_200

    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CaseRegistration]:
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
    id: str,
    *,
    client: AuthenticatedClient,
    projection: str | Unset = UNSET,
) -> Response[CaseRegistration]:
    """Get a case registration

    Args:
        id (str):
        projection (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CaseRegistration]
    """

    kwargs = build_request(
        id=id,
        projection=projection,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    projection: str | Unset = UNSET,
) -> CaseRegistration | None:
    """Get a case registration

    Args:
        id (str):
        projection (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CaseRegistration
    """

    return sync_detailed(
        id=id,
        client=client,
        projection=projection,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    projection: str | Unset = UNSET,
) -> Response[CaseRegistration]:
    """Get a case registration

    Args:
        id (str):
        projection (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CaseRegistration]
    """

    kwargs = build_request(
        id=id,
        projection=projection,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    projection: str | Unset = UNSET,
) -> CaseRegistration | None:
    """Get a case registration

    Args:
        id (str):
        projection (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CaseRegistration
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            projection=projection,
        )
    ).parsed
