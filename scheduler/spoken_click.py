"""Click commands that refuse in the reader's language: what Click says in English is said in Korean by default."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from scheduler.korean import korean


class Refusal(click.UsageError):
    """A usage error in Korean: how the command is used, where its help is, and what was wrong."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write it on stderr."""
        if self.ctx is not None:
            usage = " ".join(self.ctx.command.collect_usage_pieces(self.ctx))
            click.echo(f"사용법: {self.ctx.command_path} {usage}", file, err=file is None)
            click.echo(f"도움말: {self.ctx.command_path} --help\n", file, err=file is None)
        click.echo(f"오류: {self.message}", file, err=file is None)


class SpokenGroup(click.Group):
    """A group whose own and whose commands' usage errors are in the language of the program."""

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> click.Context:
        """Read the group's own options."""
        with _spoken("en" in args[args.index("--lang") :][1:2] if "--lang" in args else None):
            return super().make_context(info_name, args, *more, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _spoken():
            return super().invoke(ctx)


@contextmanager
def _spoken(english: bool | None = None) -> Iterator[None]:
    """Say a usage error in Korean, unless English is asked for; None asks the command's context."""
    try:
        yield
    except Refusal:
        raise
    except click.UsageError as error:
        from scheduler.console import language  # noqa: PLC0415 - it needs this module itself

        if language() == "en" if english is None else english:
            raise
        raise Refusal(korean(error.format_message()), error.ctx) from error
