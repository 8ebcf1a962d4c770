"""Batches beyond one machine: Celery on RabbitMQ, tables in PostgreSQL; needs the extra `cluster`."""

from service.batch.cluster.dispatch import Dispatch, QueueRunner
from service.batch.cluster.queue import PackageQueue
from service.batch.cluster.worker import Worker

__all__ = ["Dispatch", "PackageQueue", "QueueRunner", "Worker"]
