"""D-loket: understands registration mail, records it and answers.

`journey` is the whole route of a mail on one page; `model` names what travels along it.
"""
