"""Many calls side by side: tasks for async code and their twin, threads, for sync code."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Awaitable, Callable, Iterable
from contextvars import Context, copy_context
from queue import SimpleQueue
from typing import Any, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

AsyncCall = Callable[[T], Awaitable[R]]
Call = Callable[[T], R]

# The place of a call among all, and its result or the exception that it raised.
Outcome = tuple[int, Any, BaseException | None]


def check_concurrency(value: Any) -> int:
    """Requires how many calls may run at once.

    Args:
        value: what the caller gave.

    Returns:
        The number.

    Raises:
        TypeError: it is no whole number.
        ValueError: it is below 1.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"concurrency must be a whole number, not {type(value).__name__}")
    if value < 1:
        raise ValueError("concurrency must be at least 1")
    return value


def check_calls(function: Any, iterable: Any) -> None:
    """Requires what is called and what it is called with, before anything is called.

    Args:
        function: what the caller gave.
        iterable: what the caller gave.

    Raises:
        TypeError: one of them is something else.
    """
    if not callable(function):
        raise TypeError(f"function must be callable, not {type(function).__name__}")
    if not isinstance(iterable, Iterable):
        raise TypeError(f"iterable must be an iterable, not {type(iterable).__name__}")


def results_of(outcomes: Iterable[Outcome], *, return_exceptions: bool) -> list[Any]:
    """Puts the results of many calls in order.

    Args:
        outcomes: what came out of them, in any order.
        return_exceptions: whether exceptions stand in the place of results.

    Returns:
        The results.

    Raises:
        ExceptionGroup: some calls failed, and `return_exceptions` is not set.
    """
    ordered = sorted(outcomes, key=lambda outcome: outcome[0])
    errors = [error for _, _, error in ordered if isinstance(error, Exception)]
    if errors and not return_exceptions:
        raise ExceptionGroup(f"{len(errors)} of {len(ordered)} calls failed", errors)
    return [value if error is None else error for _, value, error in ordered]


class AsyncMany:
    """Runs calls side by side in tasks of the running event loop.

    Args:
        function: async function to call with each item.
        concurrency: how many calls run at once.
    """

    def __init__(self, function: AsyncCall[Any, Any], concurrency: int) -> None:
        self._function = function
        self._concurrency = concurrency

    async def run(self, iterable: Iterable[Any]) -> list[Outcome]:
        """Calls the function with each item, which is taken when a call may begin.

        Args:
            iterable: the items.

        Returns:
            What came out of each call, in the order in which they ended.

        Raises:
            BaseException: what the iterable raised, or an interrupt; the calls under way are
                cancelled, and have ended.
        """
        import anyio

        items = enumerate(iterable)
        outcomes: list[Outcome] = []
        broken: list[BaseException] = []
        taken = 0

        def stop(error: BaseException) -> None:
            broken.append(error)
            group.cancel_scope.cancel()

        async def work() -> None:
            nonlocal taken
            while not broken:
                try:
                    index, item = next(items)
                    answer = self._begin(item)
                except StopIteration:
                    return
                except BaseException as error:
                    stop(error)
                    return
                taken += 1
                try:
                    outcomes.append((index, await answer, None))
                except Exception as error:
                    outcomes.append((index, None, error))
                except anyio.get_cancelled_exc_class():
                    raise
                except BaseException as error:
                    stop(error)

        async with anyio.create_task_group() as group:
            for _ in range(self._concurrency):
                group.start_soon(work)
        if broken:
            raise broken[0]
        if len(outcomes) != taken:
            raise RuntimeError("a call was cancelled from within")
        return outcomes

    def _begin(self, item: Any) -> Awaitable[Any]:
        try:
            answer = self._function(item)
        except Exception as error:
            return _raising(error)
        if not inspect.isawaitable(cast("object", answer)):
            raise TypeError("function must be an async function: what it gave can't be awaited")
        return answer


async def _raising(error: Exception) -> None:
    raise error


class Many:
    """Runs calls side by side in threads.

    Args:
        function: function to call with each item.
        concurrency: how many calls run at once.

    Raises:
        TypeError: the function is an async one.
    """

    def __init__(self, function: Call[Any, Any], concurrency: int) -> None:
        if inspect.iscoroutinefunction(function):
            raise TypeError("function is an async function: AsyncDSSClient.map takes those")
        self._function = function
        self._concurrency = concurrency
        self._todo: SimpleQueue[tuple[int, Any, Context] | None] = SimpleQueue()
        self._done: SimpleQueue[Outcome] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def run(self, iterable: Iterable[Any]) -> list[Outcome]:
        """Calls the function with each item, which is taken when a call may begin.

        Args:
            iterable: the items; taken in the caller's own thread.

        Returns:
            What came out of each call, in the order in which they ended.

        Raises:
            BaseException: what the iterable raised, or an interrupt. No call begins after it; those
                under way have ended, but for an interrupt, which waits for nothing.
        """
        items = enumerate(iterable)
        outcomes: list[Outcome] = []
        running = 0
        patient = True
        try:
            while True:
                if running == self._concurrency:
                    outcomes.append(self._next())
                    running -= 1
                index, item = next(items, (-1, None))
                if index < 0:
                    break
                if running == len(self._threads):
                    self._start()
                self._todo.put((index, item, copy_context()))
                running += 1
            outcomes += [self._next() for _ in range(running)]
        except Exception:
            raise
        except BaseException:
            # A call may take hours and a thread can't be stopped.
            patient = False
            raise
        finally:
            for _ in self._threads:
                self._todo.put(None)
            if patient:
                for thread in self._threads:
                    thread.join()
        return outcomes

    def _next(self) -> Outcome:
        outcome = self._done.get()
        error = outcome[2]
        if error is not None and not isinstance(error, Exception):
            raise error
        return outcome

    def _start(self) -> None:
        # Daemons: the end of the program must not wait for what an interrupt has left behind.
        thread = threading.Thread(target=self._work, name="dataikuapi-map", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (job := self._todo.get()) is not None:
            index, item, context = job
            try:
                self._done.put((index, context.run(self._function, item), None))
            except BaseException as error:
                self._done.put((index, None, error))
