"""How a run ended, as a number that a script can act on. Nothing but full success is 0.

The numbers are part of the public interface; `amili --help` prints this table.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from amili_ext.errors import (
    AmiliError,
    AuthenticationError,
    ConfigurationError,
    CredentialsError,
    InputError,
    PermissionDeniedError,
    UnknownOutcomeError,
)
from amili_ext.norway.arm.customers.deleting import CustomerInUseError
from amili_ext.norway.collection.cases.errors import CaseNotFoundError, SeveralCasesError
from amili_ext.norway.collection.cases.outcomes import CaseActionError
from amili_ext.outcomes import PartialFailureError
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.eve.errors import EditConflictError
from amili_ext.waiting import PollTimeoutError, UnfinishedBatchesError


class ExitCode(IntEnum):
    """What the process ends with."""

    OK = 0
    ERROR = 1
    USAGE = 2
    REFUSED = 3
    FAILED = 4
    CHECK = 5
    TIMEOUT = 6
    CREDENTIALS = 7
    INTERRUPTED = 130


MEANINGS: dict[ExitCode, str] = {
    ExitCode.OK: "everything succeeded",
    ExitCode.ERROR: "another error, such as no answer from the API",
    ExitCode.USAGE: "the command line is wrong",
    ExitCode.REFUSED: "the input or the settings cannot be right; nothing was sent",
    ExitCode.FAILED: "Amili refused something, or has something else in its place",
    ExitCode.CHECK: "something is not certain or does not add up: check it by hand",
    ExitCode.TIMEOUT: "something had not finished in time; wait again with its handle",
    ExitCode.CREDENTIALS: "credentials or a permission refused",
    ExitCode.INTERRUPTED: "interrupted; what was known by then is printed",
}

EPILOG = "Exit codes:\n" + "\n".join(f"{code.value:>3}  {meaning}" for code, meaning in MEANINGS.items())
SHORT_EPILOG = "What the exit codes mean: amili --help"

_BY_KIND: tuple[tuple[type[AmiliError] | tuple[type[AmiliError], ...], ExitCode], ...] = (
    ((InputError, ConfigurationError), ExitCode.REFUSED),
    ((PartialFailureError, AlreadyThereError, EditConflictError), ExitCode.FAILED),
    ((CaseNotFoundError, SeveralCasesError, CaseActionError, CustomerInUseError), ExitCode.FAILED),
    (UnknownOutcomeError, ExitCode.CHECK),
    (PollTimeoutError, ExitCode.TIMEOUT),
    ((CredentialsError, AuthenticationError, PermissionDeniedError), ExitCode.CREDENTIALS),
)


_WORST_FIRST = (
    ExitCode.INTERRUPTED,
    ExitCode.CREDENTIALS,
    ExitCode.ERROR,
    ExitCode.REFUSED,
    # Before the two below: as long as something is unfinished, what the others say is not the whole answer.
    ExitCode.TIMEOUT,
    ExitCode.CHECK,
    ExitCode.FAILED,
    ExitCode.OK,
)


def exit_code(error: AmiliError) -> ExitCode:
    """The code for an error; for many batches that could not be waited for, the worst."""
    if isinstance(error, UnfinishedBatchesError):
        return worst(exit_code(one) for one in error.errors.values())
    return next((code for kinds, code in _BY_KIND if isinstance(error, kinds)), ExitCode.ERROR)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The one code for several things that happened; OK for none."""
    return min(codes, key=_WORST_FIRST.index, default=ExitCode.OK)
