"""`rules`: the admins' checks on rules and events."""

from pathlib import Path
from typing import Annotated

import typer

from d_loket.cli.shared import ERROR, application, not_yet, say
from d_loket.model import ContextRule, Rule, WordingRule

Directory = Annotated[Path | None, typer.Option("--rules", help="Rules directory; default D_LOKET_RULES.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    rules = typer.Typer(no_args_is_help=True, help="The rules by which mail is understood.")
    rules.command()(check)
    rules.command("test")(examples)
    rules.command()(learn)
    rules.command()(replay)
    app.add_typer(rules, name="rules", rich_help_panel="Administration")


def check(rules: Directory = None) -> None:
    """Check every rule and event file; name file, line, the mistake and what is allowed.

    Examples:
    - `d-loket rules check`
    - `d-loket rules check --rules ./rules`
    """
    app = application(rules=rules)
    book, events = app.rulebook, app.events
    typer.echo(
        f"{len(book.rules)} rules, {len(book.context)} contexts, {len(book.wording)} wordings, "
        f"{len(book.places)} places, {len(events)} events: all in order."
    )


def examples(rules: Directory = None) -> None:
    """Run the examples of every rule: each must match, each counterexample must not.

    Example: `d-loket rules test`
    """
    from d_loket.understanding.examples import check_examples

    book = application(rules=rules).rulebook
    mistakes = check_examples(book)
    for mistake in mistakes:
        say(str(mistake))
    if mistakes:
        raise typer.Exit(ERROR)
    every: list[Rule | ContextRule | WordingRule] = [*book.rules, *book.context, *book.wording]
    count = sum(len(rule.examples) + len(rule.counterexamples) for rule in every)
    typer.echo(f"{count} examples of {len(every)} rules: each does what it should.")


def learn(rules: Directory = None) -> None:
    """Learn anew from the example sentences in rules/<language>/sentences, and write it to rules/learned.json.

    Example: `d-loket rules learn --rules ./rules`
    """
    from d_loket.rulebook import digest_of_examples, read_examples, write_learned
    from d_loket.understanding.lessons import learn as learn_from

    app = application(rules=rules)
    directory = app.settings.rules_dir
    examples = read_examples(directory)
    path = write_learned(directory, learn_from(examples, app.rulebook, digest_of_examples(directory)))
    typer.echo(f"Learned from {len(examples)} example sentences; written: {path}")


def replay(rules: Directory = None) -> None:
    """Show what a changed rulebook would do to the mail already received.

    Example: `d-loket rules replay --rules ./rules`
    """
    not_yet("rules replay")
