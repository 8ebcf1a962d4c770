"""Batches on several processes, with the real RabbitMQ and PostgreSQL."""
