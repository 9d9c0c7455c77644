"""What is done without anybody asking? Following the logs, publishing them, and forgetting what has expired."""

from troth.jobs.worker import Worker

__all__ = ["Worker"]
