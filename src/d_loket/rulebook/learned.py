"""What was learned from the example sentences, in a file: `rules/learned.json`.

`d-loket rules learn` writes it; the digest in it tells from which examples.
"""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from d_loket.model import Act, Attendance, Learned, Presence, Standing, Weights
from d_loket.rulebook.documents import RulebookError
from d_loket.rulebook.examples import example_files

FILE = "learned.json"


def read_learned(directory: Path) -> Learned:
    """Return what was learned; nothing where the directory has no such file. Raises `RulebookError`."""
    path = directory / FILE
    if not path.exists():
        return Learned()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Learned(
            acts=_weights(data["acts"], Act),
            standings=_weights(data["standings"], Standing),
            people=_weights(data["people"], Attendance),
            presence=_weights(data["presence"], Presence),
            version=data["version"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RulebookError([f"{path}: cannot be read ({error}); make it again: d-loket rules learn"]) from error


def write_learned(directory: Path, learned: Learned) -> Path:
    """Write what was learned to a rules directory; return the file."""
    path = directory / FILE
    data = {
        "version": learned.version,
        "acts": _data(learned.acts),
        "standings": _data(learned.standings),
        "people": _data(learned.people),
        "presence": _data(learned.presence),
    }
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":"), indent=None) + "\n", encoding="utf-8")
    return path


def digest_of_examples(directory: Path) -> str:
    """Return the digest of a rules directory's example sentences, "" where it has none."""
    files = example_files(directory)
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12] if files else ""


def _data(weights: Weights) -> dict[str, Any]:
    by_feature = {f: [n for pair in pairs for n in pair] for f, pairs in weights.by_feature.items()}
    return {"labels": weights.labels, "bias": weights.bias, "weights": by_feature}


def _weights(data: Mapping[str, Any], labels: type[StrEnum]) -> Weights:
    for label, _ in zip(data["labels"], data["bias"], strict=True):
        labels(label)  # a file of another version may have labels that this one does not know
    by_feature = {f: tuple(zip(flat[::2], flat[1::2], strict=True)) for f, flat in data["weights"].items()}
    return Weights(tuple(data["labels"]), tuple(data["bias"]), by_feature)
