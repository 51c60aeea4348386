from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...types import Response

_DOCUMENTED_STATUSES: tuple[range, ...] = (range(202, 203),)

OPERATION = "rejectEvictionConfirmation"
PATH = "/orgs/{organizationId}/cases/{caseId}/eviction-confirmation/reject"
WITHOUT_CONTENT: tuple[range, ...] = (range(202, 203),)
UNVERIFIED = 'only its name and that it is a POST are documented; path, absent body and answer are by analogy with the older "Resume invoice"'


def build_request(
    organization_id: UUID,
    case_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/orgs/{organization_id}/cases/{case_id}/eviction-confirmation/reject".format(
            organization_id=quote(str(organization_id), safe=""),
            case_id=quote(str(case_id), safe=""),
        ),
    }

    return _kwargs


def parse_content(status_code: int, content: bytes) -> None:
    return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[None]:
    status_code = response.status_code
    if client.raise_on_unexpected_status and not any(status_code in codes for codes in _DOCUMENTED_STATUSES):
        raise errors.UnexpectedStatus(status_code, response.content)
    return Response(
        status_code=status_code,
        content=response.content,
        headers=response.headers,
        parsed=None,
    )


def sync_detailed(
    organization_id: UUID,
    case_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[None]:
    """RejectEvictionConfirmation

    Unverified: only its name and that it is a POST are documented; path, absent body and answer are by
    analogy with the older "Resume invoice"

    Args:
        organization_id (UUID):
        case_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[None]
    """

    kwargs = build_request(
        organization_id=organization_id,
        case_id=case_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


async def asyncio_detailed(
    organization_id: UUID,
    case_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[None]:
    """RejectEvictionConfirmation

    Unverified: only its name and that it is a POST are documented; path, absent body and answer are by
    analogy with the older "Resume invoice"

    Args:
        organization_id (UUID):
        case_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[None]
    """

    kwargs = build_request(
        organization_id=organization_id,
        case_id=case_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)
