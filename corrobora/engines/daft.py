"""Reads parts through Daft: on the cores of this machine, or on a Ray cluster.

The parts lie in a folder that every worker sees, on a cluster a shared file system; what goes through Daft is their names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from corrobora.engines.in_process import Outcome
from corrobora.engines.parts import Part
from corrobora.engines.step import ReadStep
from corrobora.errors import InputError
from corrobora.settings import Settings


def reader(ray: str | None) -> Callable[[Sequence[Part], Settings, int], Iterator[Outcome]]:
    """The way of reading parts of this engine. Raises InputError where Daft, or Ray if it is asked for, is not installed."""
    try:
        import daft
    except ImportError:
        raise InputError("the engine daft is not installed", mend="python -m pip install 'corrobora[scale]'") from None
    if ray is not None:
        try:
            import ray as installed  # noqa: F401
        except ImportError:
            raise InputError("Ray is not installed", mend="python -m pip install ray") from None
        daft.set_runner_ray(address=None if ray == "local" else ray, noop_if_initialized=True)
    else:
        daft.set_runner_native()
    return _read_parts


def _read_parts(parts: Sequence[Part], settings: Settings, jobs: int) -> Iterator[Outcome]:
    """Each part once its readings are on disk. A worker that dies ends the run; the same command takes up what is finished."""
    if not parts:
        return
    import daft

    step: Any = daft.cls(_Step, max_concurrency=jobs, use_process=jobs > 1)(list(parts), settings)
    frame = daft.from_pydict({"part": list(range(len(parts)))})
    on_ray = daft.get_or_create_runner().name == "ray"
    frame = frame.into_partitions(len(parts)) if on_ray else frame.into_batches(1)
    for row in frame.select(step(frame["part"]).alias("told")).iter_rows(results_buffer_size=jobs):
        number, code, words = row["told"].split(" ", 2)
        yield parts[int(number)], OSError(int(code), words) if int(code) else RuntimeError(words) if words else None


class _Step:
    """The reading step on the number of a part. Told as text: the number, the system's error number or 0, what went wrong."""

    def __init__(self, parts: list[Part], settings: Settings) -> None:
        self.parts, self.step = parts, ReadStep(settings)

    def __call__(self, number: int) -> str:
        try:
            self.step(self.parts[number])
        except OSError as error:
            return f"{number} {error.errno or 0} {error.strerror or error}"
        except Exception as error:  # the run judges it, as for every engine
            return f"{number} 0 {type(error).__name__}: {error}"
        return f"{number} 0 "
