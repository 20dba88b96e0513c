"""`IncomingMail` + `Rulebook` + `Event` → `Understanding`: a spaCy pipeline, a component per kind of finding.

spaCy is imported when a `Reader` is made, not when this package is.
"""

from d_loket.understanding.reading import Reader

__all__ = ["Reader"]
