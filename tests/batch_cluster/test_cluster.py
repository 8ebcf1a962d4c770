"""Several workers on RabbitMQ and PostgreSQL: whatever fails, everything is made, once, and in fair order."""

import pytest

from tests.batch_cluster.conftest import Cluster, Desk, schools
from tests.batch_cluster.fleet import wait_until

pytestmark = pytest.mark.servers

KINDS = 7  # of the least set


def test_a_worker_and_both_servers_may_fail_in_the_middle_and_nothing_is_lost_or_doubled(
    cluster: Cluster, embedded: Desk
) -> None:
    content = schools(20)
    cluster.start_workers(3)
    batch = cluster.accept(content)
    undisturbed = embedded.accept(content)

    cluster.wait_for(batch, 2 * KINDS)
    cluster.workers[0].kill()
    cluster.wait_for(batch, 4 * KINDS)
    cluster.postgresql.restart()
    cluster.wait_for(batch, 6 * KINDS)
    cluster.rabbitmq.restart()

    assert cluster.finish(batch) == embedded.finish(undisturbed) == "done"
    assert cluster.outcome(batch) == embedded.outcome(undisturbed)
    assert cluster.kept() == {result for _, result in cluster.outcome(batch).values()}


def test_messages_that_rabbitmq_has_lost_are_sent_again(cluster: Cluster) -> None:
    batch = cluster.accept(schools(6))
    assert cluster.queue.length() > 0

    cluster.rabbitmq.wipe()
    cluster.start_workers(1)

    assert cluster.finish(batch) == "done"


def test_what_is_accepted_while_rabbitmq_is_away_is_made_when_it_is_back(cluster: Cluster) -> None:
    cluster.rabbitmq.stop()
    batch = cluster.accept(schools(2))

    assert cluster.batches.trouble is not None
    assert cluster.batches.trouble.code == "queue_unavailable"

    cluster.start_workers(1)
    cluster.rabbitmq.start()

    assert cluster.finish(batch) == "done"


def test_a_small_tenant_does_not_wait_for_a_large_one(cluster: Cluster) -> None:
    cluster.start_workers(2)
    large = cluster.accept(schools(40), "область")
    cluster.wait_for(large, 2 * KINDS)

    small = cluster.accept(schools(3), "школа")
    cluster.finish(small)

    assert cluster.batches.status(large).schools.waiting > 20


def test_a_document_that_kills_its_process_is_given_up_alone(cluster: Cluster) -> None:
    cluster.start_workers(2)
    batch = cluster.accept(schools(3, poisoned=1))

    assert cluster.finish(batch) == "partial"
    states = cluster.outcome(batch)
    assert [place for place, (state, _) in states.items() if state != "done"] == [(1, KINDS - 1, "pdf")]
    assert [d.code for d in cluster.batches.items(batch) if d.state == "failed"] == ["gave_up"]


def test_a_cancelled_batch_leaves_the_workers_to_the_others(cluster: Cluster) -> None:
    cluster.start_workers(2)
    batch = cluster.accept(schools(30))
    cluster.wait_for(batch, KINDS)

    cluster.batches.cancel(batch)
    other = cluster.accept(schools(2))
    cluster.finish(other)
    wait_until(lambda: cluster.queue.length() == 0, "an empty queue")

    assert cluster.batches.status(batch).state == "cancelled"
    assert cluster.made(batch) < 30 * KINDS


def test_a_worker_that_is_stopped_gives_its_package_to_the_others(cluster: Cluster) -> None:
    cluster.start_workers(2)
    batch = cluster.accept(schools(10))
    cluster.wait_for(batch, KINDS)

    cluster.workers[0].stop()

    assert cluster.finish(batch) == "done"
