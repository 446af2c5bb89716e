"""Every write on the queue. Features enqueue, cancel and retry; the rest is the worker's."""

from accord.foundation.jobs.actions._queue import Order, cancel, enqueue, enqueue_many, retry

__all__ = ["Order", "cancel", "enqueue", "enqueue_many", "retry"]
