"""What is known about one school, as marshmallow schemas that load to frozen dataclasses."""

from schemas.messages import install

install()
