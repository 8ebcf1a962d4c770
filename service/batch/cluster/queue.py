"""The queue of packages in RabbitMQ: how it is declared, how a message goes in, how many wait."""

from collections.abc import Iterable
from typing import Any, Final

from amqp.exceptions import AMQPError
from celery import Celery
from celery.app.amqp import AMQP
from kombu.connection import Connection
from kombu.entity import Exchange, Queue
from kombu.exceptions import KombuError

from service.batch.cluster.window import FIRST

TASK: Final = "komplekt.package"
QUEUE: Final = "komplekt.packages"
HEARTBEAT: Final = 10  # seconds; RabbitMQ gives up a worker whose machine lost power after two of them
_PATIENCE: Final = 5.0  # seconds to connect or to have a message confirmed
_RECONNECT: Final = {"interval_start": 0.5, "interval_step": 0.5, "interval_max": 2.0}
_RETRY: Final = {"max_retries": 2, "interval_start": 0.2, "interval_step": 0.5, "interval_max": 1.0}


class QueueError(Exception):
    """RabbitMQ does not answer; the tables know what was to be sent."""


class PackageQueue:
    """The queue as a sender sees it. Connections are opened by the process that uses them."""

    def __init__(self, broker: str) -> None:
        """Speak to RabbitMQ at an `amqp://` address."""
        self.app = _celery(broker)

    def send(self, package: int, priority: int) -> None:
        """Put a message with the id of a package and wait until RabbitMQ has it; raise QueueError."""
        try:
            self.app.send_task(
                TASK, args=[package], queue=QUEUE, priority=priority, retry=True, retry_policy=_RETRY,
                ignore_result=True,
            )  # fmt: skip
        except _DOWN as problem:
            raise QueueError(type(problem).__name__) from problem

    def length(self) -> int:
        """Return how many messages wait for a process; raise QueueError."""
        try:
            return self._length()
        except _DOWN:  # of a connection that broke while nobody used it
            try:
                return self._length()
            except _DOWN as problem:
                raise QueueError(type(problem).__name__) from problem

    def _length(self) -> int:
        with self.app.connection_or_acquire() as connection:
            try:
                connection.ensure_connection(max_retries=1, timeout=_PATIENCE)
                return int(_queue()(connection.default_channel).queue_declare().message_count)
            except _DOWN:
                connection.collect()  # what is broken does not go back to the pool as if it were whole
                raise

    def purge(self) -> None:
        """Throw all waiting messages away; the tables will send again what is to be done."""
        with self.app.connection_for_write() as connection:
            _queue()(connection.default_channel).purge()

    def send_all(self, chosen: Iterable[tuple[int, int]]) -> list[int]:
        """Send messages for packages with their priorities; return the packages that could not be sent."""
        waiting = list(chosen)
        while waiting:
            try:
                self.send(*waiting[0])
            except QueueError:
                break
            waiting.pop(0)
        return [package for package, _ in waiting]


_DOWN: Final = (AMQPError, KombuError, OSError)


def _queue() -> Queue:
    """Return the declaration: durable, with priorities, which the replicated kind of queue does not have.

    A lost message is sent again by the sweeper, so that one copy of it is enough.
    """
    return Queue(
        QUEUE, Exchange(QUEUE, type="direct", durable=True), routing_key=QUEUE, durable=True,
        queue_arguments={"x-max-priority": FIRST + 1},
    )  # fmt: skip


class _Connection(Connection):
    """A connection that tries again every few seconds, however long RabbitMQ was away: Celery waits up to 30."""

    def ensure_connection(self, errback: Any = None, max_retries: Any = None, **options: Any) -> Any:
        """Connect, with its own pauses between two tries."""
        chosen = {**_RECONNECT, **options}
        return super().ensure_connection(errback, max_retries, **chosen)  # type: ignore[no-untyped-call]


class _Amqp(AMQP):  # type: ignore[misc] # Celery has no types
    Connection = _Connection


def _celery(broker: str) -> Celery:
    app = Celery("komplekt", broker=broker, amqp=_Amqp, set_as_current=False)
    app.conf.update(_options())
    return app


def _options() -> dict[str, Any]:
    return {
        "task_queues": [_queue()],
        "task_default_queue": QUEUE,
        "task_default_exchange": QUEUE,
        "task_default_routing_key": QUEUE,
        "task_serializer": "json",
        "accept_content": ["json"],
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 1,
        "worker_cancel_long_running_tasks_on_connection_loss": False,  # the package goes on: the tables know it
        "broker_heartbeat": HEARTBEAT,
        "broker_connection_timeout": _PATIENCE,
        "broker_connection_retry": True,
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_transport_options": {"confirm_publish": True},
        "worker_send_task_events": False,
        "worker_enable_remote_control": False,  # no queue of commands: nobody is to send any
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        "worker_proc_alive_timeout": 60.0,
        "worker_lost_wait": 0.5,
    }  # fmt: skip
