"""What is known about one school, as marshmallow schemas that load to frozen dataclasses."""
