"""The answerer with the shipped templates."""

import pytest

from answering.samples import Desk
from d_loket.answering import Answerer
from d_loket.bootstrap import Application
from d_loket.settings import load


@pytest.fixture(scope="session")
def desk() -> Desk:
    """Give an answerer with the shipped templates."""
    return Desk(Answerer(Application(load()).templates("mail")))
