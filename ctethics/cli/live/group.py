"""The group of commands, and what it teaches."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

# Where each command is: they are loaded when they are asked for, so that others start as quickly without them.
_COMMANDS: Final = {
    "add": "adding",
    "check": "looking",
    "export": "looking",
    "import": "importing",
    "remove": "adding",
    "room": "looking",
    "show": "looking",
}


class _Group(click.Group):
    def list_commands(self, _: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"ctethics.cli.live.{_COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, "import_" if cmd_name == "import" else cmd_name)
        return found


@click.group(cls=_Group)
def ledger() -> None:
    """Keep a ledger in a file: add events one at a time and see at once what each means and changes.

    The FILE is one database file, made by `add` or `import`, under one law for good. An event that is told as added is
    on disk: a crash, or a kill in the middle of a write, loses nothing that was told. Several processes may use it.

    \b
    An example:
      ctethics ledger add gifts.ctledger dinner.yaml --law sb434
      ctethics ledger add gifts.ctledger lunch.yaml
      ctethics ledger show gifts.ctledger
      ctethics ledger room gifts.ctledger --donor acme --recipient lee --on 2025-04-20
      ctethics ledger export gifts.ctledger -o gifts.yaml

    Nothing depends on today's date. Exit status: 0 fine, 1 something is wrong with the files or facts, 2 wrong use.
    """
