"""What is measured of the fast paths, and how does Prometheus read it?

1. A request costs two additions: one in a table of (path, status), one in a table of latencies.
2. Labels are the names of our own paths and statuses. Nothing about an organisation, a key or a subject is a label.
3. The text is made when it is asked for, by `prometheus_client`.

What it leaves out: what the rest of the product measures (`Desk.metrics`).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prometheus_client.core import Metric

BOUNDS = (0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0)
"""Upper bounds of the latencies, in seconds."""


class Tally:
    """Counts and latencies of the fast paths; written by one thread."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, int], int] = {}
        self._latencies: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}
        self._answers = [0, 0]

    def add(self, path: str, status: int, seconds: float) -> None:
        """Count a request by its path's name, and how long it took once its body was there."""
        key = (path, status)
        self._requests[key] = self._requests.get(key, 0) + 1
        row = self._latencies.get(path)
        if row is None:
            row = self._latencies[path] = [0] * (len(BOUNDS) + 1)
            self._seconds[path] = 0.0
        row[bisect_left(BOUNDS, seconds)] += 1
        self._seconds[path] += seconds

    def answered(self, allowed: bool) -> None:  # noqa: FBT001 -- it is what is counted
        """Count an answer."""
        self._answers[allowed] += 1

    def answered_many(self, allowed: int, denied: int) -> None:
        """Count answers."""
        self._answers[True] += allowed
        self._answers[False] += denied

    def collect(self) -> Iterable[Metric]:
        """The figures, as `prometheus_client` collects them."""
        from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily

        requests = CounterMetricFamily("troth_requests", "Requests answered before Django.", labels=("path", "status"))
        for (path, status), count in sorted(self._requests.items()):
            requests.add_metric((path, str(status)), count)
        yield requests
        answers = CounterMetricFamily("troth_decisions", "Decisions answered over HTTP.", labels=("allowed",))
        answers.add_metric(("no",), self._answers[False])
        answers.add_metric(("yes",), self._answers[True])
        yield answers
        latency = HistogramMetricFamily(
            "troth_request_seconds", "Time from a request's last byte to its answer.", labels=("path",)
        )
        for path, row in sorted(self._latencies.items()):
            running, buckets = 0, []
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), row, strict=True):
                running += count
                buckets.append((bound, running))
            latency.add_metric((path,), buckets, self._seconds[path])
        yield latency

    def text(self) -> bytes:
        """The figures in Prometheus' text format."""
        from prometheus_client import CollectorRegistry, generate_latest

        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        return generate_latest(registry)
