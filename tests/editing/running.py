"""The commands as the terminal runs them."""

from __future__ import annotations

from click.testing import CliRunner

from ctethics.cli import cli, main


def run(*arguments: str) -> tuple[int, str]:
    """The exit status and all that is printed."""
    runner = CliRunner()

    def once(prog_name: str) -> None:
        cli(list(arguments), prog_name=prog_name)

    with runner.isolation() as (_, _, output):
        status = 0
        try:
            main(once)
        except SystemExit as left:
            status = int(left.code or 0)
        return status, output.getvalue().decode()
