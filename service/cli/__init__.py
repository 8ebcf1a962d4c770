"""The command line: translates arguments to the use case and its outcome to files, text and exit codes.

Exit codes: 0 done, 1 not genuine (verify), 2 usage or input, 3 a template is wrong, 4 no PDF from LibreOffice,
5 some schools of a batch were not made, 130 interrupted.
"""

from service.cli.entry import cli, main

__all__ = ["cli", "main"]
