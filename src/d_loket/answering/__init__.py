"""`Decision` → `Reply`: text and HTML from templates, and the headers of RFC 3834."""

from d_loket.answering.answerer import Answerer
from d_loket.answering.building import mailable
from d_loket.answering.message_ids import MessageIds

__all__ = ["Answerer", "MessageIds", "mailable"]
