"""`rules`: the admins' checks on rules and events."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d_loket.cli.bench import Format
from d_loket.cli.shared import ERROR, application, say
from d_loket.model import ContextRule, Rule, WordingRule

if TYPE_CHECKING:
    from d_loket.bootstrap import Application
    from d_loket.model import SetAside
    from d_loket.replaying import Passed, Replayed

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
    """Check every rule, event and example file; name file, line, the mistake and what is allowed.

    Examples:
    - `d-loket rules check`
    - `d-loket rules check --rules ./rules`
    """
    app = application(rules=rules)
    book, events = app.rulebook, app.events
    _check_examples(app.settings.rules_dir, book.learned.version)
    typer.echo(
        f"{len(book.rules)} rules, {len(book.context)} contexts, {len(book.wording)} wordings, "
        f"{len(book.places)} places, {len(events)} events: all in order."
    )


def _check_examples(directory: Path, learned: str) -> None:
    """Check the sentences to learn from, where a directory has its own; say when they were changed since."""
    from d_loket.rulebook import digest_of_examples, read_examples, read_people

    if not (digest := digest_of_examples(directory)):
        return
    read_examples(directory)
    read_people(directory)
    if digest != learned:
        say("The example sentences were changed since they were learned from; learn anew: d-loket rules learn")


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
    from d_loket.rulebook import digest_of_examples, read_examples, read_people, write_learned
    from d_loket.understanding.lessons import learn as learn_from

    app = application(rules=rules)
    directory = app.settings.rules_dir
    examples, people = read_examples(directory), read_people(directory)
    path = write_learned(directory, learn_from(examples, people, app.rulebook, digest_of_examples(directory)))
    typer.echo(f"Learned from {len(examples)} sentences and {len(people)} texts about people; written: {path}")


def replay(
    rules: Directory = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only mail that came in on this day or later.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="`text` for people, `jsonl` an object a line.")
    ] = Format.TEXT,
) -> None:
    """List every decision that a changed rulebook would take otherwise. Nothing is changed or sent.

    Every stored mail is read again and decided in the situation of then. Another directory than D_LOKET_RULES is
    compared with the rules in use, D_LOKET_RULES itself with what was recorded (docs/rules.md).

    Examples:
    - `d-loket rules replay --rules ./rules-new`
    - `d-loket rules replay --since 2031-03-01` after the rules in use were changed
    - `d-loket rules replay --rules ./rules-new --format jsonl > differences.jsonl`
    """
    from d_loket.cli.differing import Result, print_result, records, summary
    from d_loket.cli.output import ZONE
    from d_loket.cli.telling import printer

    app, result = application(), Result()
    changed = application(rules=rules) if rules and rules.resolve() != app.settings.rules_dir.resolve() else None
    for one in replayed(app, changed, since.replace(tzinfo=ZONE) if since else None):
        result.add(one)
    against = "the rules in use" if changed else "what was recorded"
    say(f"Compared with {against}.")
    if form is Format.TEXT:
        print_result(printer(), result)
        return
    for record in records(result):
        typer.echo(json.dumps(record, ensure_ascii=False))
    say(summary(result))


def replayed(
    app: "Application", changed: "Application | None", since: datetime | None
) -> Iterator["Replayed | SetAside | Passed"]:
    """Decide the stored mail again, with a progress bar on stderr; the rules are checked first."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    for side in filter(None, (changed, app)):
        _ = side.rulebook
    app.database.check(writing=False)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as progress:
        past = app.database.past()
        task = progress.add_task("Reading the rules", total=past.count() + len(past.set_aside()))
        results = app.replay(changed, since=since)
        progress.update(task, description="Reading mail again")
        yield from progress.track(results, task_id=task)
