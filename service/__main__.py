"""`python -m service` is `komplekt`."""

from service.cli import main

main()
