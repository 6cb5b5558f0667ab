"""How long a call may take and when it is repeated: data and pure decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from dataikuapi._args import check_number
from dataikuapi._errors import DSSAPIError, DSSConnectionError, DSSDataError, DSSTimeoutError
from dataikuapi_rest.frozen import Frozen

if TYPE_CHECKING:
    from dataikuapi_rest.operation import Operation

FOUR_HOURS = 4 * 3600.0
MAX_RETRY_AFTER = 60.0
# Repeated when the operation allows it. 502 and 504 come from a proxy whose backend may still be
# at work, so those are repeated only when the answer asks for it with Retry-After, as is the rest.
TRANSIENT = frozenset({429, 503})
ON_REQUEST = frozenset({408, 425, 502, 504})

Repeat = Literal["safe", "never", "gone-is-ok"]


class Timeouts(Frozen):
    """Limits of one call, in seconds; None means none.

    Attributes:
        connect: until the connection stands.
        read: between two pieces of the answer.
        write: between two pieces of the request.
        pool: until a connection of the pool is free.
        blocking: `read` for operations that the server may be silent in until they are done.
    """

    connect: float | None = 10.0
    read: float | None = 300.0
    write: float | None = 120.0
    pool: float | None = 10.0
    blocking: float | None = FOUR_HOURS

    def _complete(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if value is not None and not check_number(f"timeout: {name}", value, "seconds") > 0:
                raise ValueError(f"timeout: {name} must be above 0 seconds")

    def read_limit(self, operation: Operation | None) -> float | None:
        """The limit on silence for an operation."""
        return self.blocking if operation is not None and operation.blocking else self.read

    def within(self, seconds: float) -> Timeouts:
        """These limits, none above `seconds`."""
        fields = (self.connect, self.read, self.write, self.pool, self.blocking)
        return Timeouts(*(seconds if limit is None else min(limit, seconds) for limit in fields))


def as_timeouts(timeout: float | Timeouts | None) -> Timeouts:
    """Makes `Timeouts` of what the caller gave.

    Args:
        timeout: the limits, one number of seconds for all of them, or None for the defaults.

    Returns:
        The limits.

    Raises:
        TypeError: it is neither.
        ValueError: it is not above zero.
    """
    if timeout is None:
        return Timeouts()
    if isinstance(timeout, Timeouts):
        return timeout
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
        kind = type(timeout).__name__
        raise TypeError(f"timeout must be a number of seconds or Timeouts, not {kind}")
    if timeout <= 0:
        raise ValueError("timeout must be above 0 seconds")
    return Timeouts(timeout, timeout, timeout, timeout, timeout)


class RetryPolicy(Frozen):
    """How often and how far apart a call is tried.

    Attributes:
        tries: how often in all, the first included.
        initial: seconds that the first pause may take at most.
        factor: growth of that limit from pause to pause.
        maximum: seconds that no pause exceeds, but for a `Retry-After` (at most 60 s).
    """

    tries: int = 3
    initial: float = 0.5
    factor: float = 2.0
    maximum: float = 8.0

    def _complete(self, values: dict[str, Any]) -> None:
        if isinstance(self.tries, bool) or not isinstance(self.tries, int):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
            raise TypeError(f"tries must be a whole number, not {type(self.tries).__name__}")
        for name in ("initial", "factor", "maximum"):
            check_number(name, getattr(self, name))
        for name, least in (("tries", 1), ("initial", 0), ("factor", 1), ("maximum", 0)):
            if not getattr(self, name) >= least:
                raise ValueError(f"{name} must be at least {least}")

    def pause(self, attempt: int, error: BaseException | None) -> float:
        """Seconds to wait behind a failed attempt: what the server asks, else full jitter.

        Args:
            attempt: number of the attempt that failed, from 1.
            error: what it raised.

        Returns:
            Seconds.
        """
        asked = getattr(error, "retry_after", None)
        if asked is not None:
            return min(float(asked), MAX_RETRY_AFTER)
        limit = min(self.initial * self.factor ** (attempt - 1), self.maximum)
        from random import uniform  # only where something failed

        return uniform(0, limit)  # noqa: S311 - jitter, not a secret


def as_retries(retries: RetryPolicy | None) -> RetryPolicy:
    """Requires the policy that the caller gave.

    Args:
        retries: the policy, or None for the default.

    Returns:
        The policy.

    Raises:
        TypeError: it is neither, a number for instance.
    """
    if retries is None:
        return RetryPolicy()
    if not isinstance(retries, RetryPolicy):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers may have no checker)
        kind = type(retries).__name__
        raise TypeError(f"retries must be a RetryPolicy, such as RetryPolicy(tries=3), not {kind}")
    return retries


def may_repeat(error: BaseException, repeat: Repeat, replayable: bool) -> bool:
    """Decides whether a failed call is tried again.

    Args:
        error: what it raised.
        repeat: what the spec says of the operation.
        replayable: whether the request body can be sent once more.

    Returns:
        True to try again.
    """
    if isinstance(error, DSSConnectionError) and error.never_sent:
        # Nothing was done, and nothing of the body was read either.
        return True
    if repeat == "never" or not replayable:
        return False
    if isinstance(error, DSSAPIError):
        asked = error.retry_after is not None
        return error.status in TRANSIENT or (asked and error.status in ON_REQUEST)
    if isinstance(error, DSSTimeoutError):
        # The time allowed is spent; trying again would multiply it.
        return False
    return isinstance(error, (DSSConnectionError, DSSDataError))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Reads `Retry-After`, in seconds or as a date.

    Args:
        headers: headers of the answer.

    Returns:
        Seconds from now, 0 at least, or None when absent or unreadable.
    """
    text = headers.get("Retry-After")
    if text is None:
        return None
    try:
        return max(0.0, float(int(text)))
    except ValueError:
        pass
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
