"""`python -m service` is `komplekt`."""

from service.cli import main

if __name__ == "__main__":  # not when a process of ours imports it to begin
    main()
