"""The engine of a cluster: tasks on the workers of a Dask scheduler.

Every worker has this program, bubblewrap, and reaches the record's folder or its database and store. A worker that dies
loses its task, which Dask gives to another; if it dies again and again, the task comes back as not done, and the next
pass finds it pending. Dask's own results are of no consequence: what counts is in the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from wholefile.core.errors import Unavailable, WholefileError
from wholefile.processing.engine import Where, do_task
from wholefile.processing.pending import Task
from wholefile.processing.work import Done

_ANSWER_SECONDS = 15


class DaskEngine:
    """The workers behind a Dask scheduler. Raises Unavailable where Dask is missing or does not answer."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client  # noqa: PLC0415  # an extra
        except ImportError:
            raise Unavailable(
                "engine.dask", "Dask is not installed: pip install 'wholefile[cluster]'."
            ) from None
        try:
            self._client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise Unavailable("engine.dask", f"The Dask scheduler does not answer: {error}.") from error

    def run(self, where: Where, tasks: list[Task]) -> Iterator[Done]:
        """Do these tasks; a task whose workers died is given back undone."""
        from distributed import KilledWorker, as_completed  # noqa: PLC0415

        futures = {self._client.submit(do_task, where, task, pure=False): task for task in tasks}
        for future in as_completed(list(futures), loop=self._client.loop):
            task = futures.pop(future)
            error = future.exception()
            if isinstance(error, WholefileError):
                raise error
            if isinstance(error, KilledWorker):
                yield Done(task, None)
            elif error is not None:
                raise Unavailable("engine.dask", f"A worker of the cluster failed: {error!r}.") from error
            else:
                yield future.result()

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()
