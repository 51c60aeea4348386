"""What can be wrong with a delivery. All of it is an `AmiliError`; no message repeats anything of what was delivered."""

from __future__ import annotations

from amili_ext.errors import AmiliError


class WebhookError(AmiliError):
    """A delivery is not taken."""


class WebhookSignatureError(WebhookError):
    """The signature is missing or does not fit: whoever sent this does not know the secret, or the body was changed on its way."""


class WebhookPayloadError(WebhookError):
    """The body is not an event: no JSON, or without what its type needs. The message says where."""


class WebhookTooLargeError(WebhookPayloadError):
    """The body is larger than any event."""


class WebhookBusyError(WebhookError):
    """The same delivery is being handled at this moment, by another thread or process; let the sender come again."""
