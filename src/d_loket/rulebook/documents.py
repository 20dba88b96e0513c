"""YAML files as plain data that still knows on which line everything stands."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import ConstructorError, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from d_loket.model import DLoketError

Place = tuple[str | int, ...]


class RulebookError(DLoketError):
    """Mistakes in rule or event files: each a line `file:line: what is wrong; what is allowed`."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(slots=True)
class Document:
    """A file's data, the line of each place in it (counted from 1), and the mistakes found in reading it."""

    path: Path
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def wrong(self, place: Place, what: str) -> None:
        """Note a mistake at a place."""
        self.mistakes.append(f"{self.path}:{self.line(place)}: {what}")


def read_document(path: Path) -> Document:
    """Read a YAML file. What cannot be read is in the document's `mistakes`, with `data` None."""
    document = Document(path)
    try:
        yaml = YAML(typ="safe", pure=True)
        node = yaml.compose(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        document.mistakes.append(f"{path}:1: the file is not UTF-8 (byte {error.start}); save it as UTF-8")
    except MarkedYAMLError as error:
        mark = error.problem_mark
        document.mistakes.append(f"{path}:{mark.line + 1 if mark else 1}: {error.problem or error}")
    except YAMLError as error:
        document.mistakes.append(f"{path}:1: {error}")
    except OSError as error:
        document.mistakes.append(f"{path}: cannot be read: {error.strerror}")
    else:
        if node is None:
            document.mistakes.append(f"{path}:1: the file is empty")
        else:
            document.data = _value(node, (), document, yaml.constructor)
    return document


def _value(node: Node, place: Place, document: Document, scalars: SafeConstructor) -> Any:
    document.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, SequenceNode):
        return [_value(item, (*place, n), document, scalars) for n, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return _mapping(node, place, document, scalars)
    assert isinstance(node, ScalarNode)  # noqa: S101 - the third and last kind of node
    return _scalar(node, place, document, scalars)


def _mapping(node: MappingNode, place: Place, document: Document, scalars: SafeConstructor) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        at = (*place, key)
        if key in data:
            document.lines[at] = key_node.start_mark.line + 1
            document.wrong(at, f"the key {key!r} is given twice")
        document.lines[at] = key_node.start_mark.line + 1
        data[key] = _value(value_node, at, document, scalars)
    return data


def _scalar(node: ScalarNode, place: Place, document: Document, scalars: SafeConstructor) -> Any:
    try:
        return scalars.construct_object(node)
    except (ConstructorError, ValueError) as error:
        document.wrong(place, f"{node.value!r} cannot be read: {error}")
        return node.value
