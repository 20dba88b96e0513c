"""The domain's own types: frozen, and knowing nothing but one another.

Each travels from one station of the route to the next; no spaCy `Doc`, database row or loose dict does.
"""

from d_loket.model.action import Action
from d_loket.model.conversation import Conversation, Draft, Question, Situation
from d_loket.model.decision import Cancel, Change, Clarify, Decision, Ignore, Missing, Register, Review
from d_loket.model.domains import ascii_domain
from d_loket.model.errors import DLoketError, NotSent
from d_loket.model.event import Event, Session
from d_loket.model.finding import Finding, FindingKind, Part, Qualifier
from d_loket.model.judgement import (
    Act,
    Attendance,
    Example,
    Judged,
    Learned,
    Marked,
    PeopleExample,
    Presence,
    Standing,
    Weights,
)
from d_loket.model.mail import (
    Address,
    Attachment,
    Authentication,
    Automatic,
    AutomaticKind,
    Bounce,
    CalendarReply,
    Folder,
    IncomingMail,
    MailKey,
    RawMail,
    Segment,
    SegmentKind,
)
from d_loket.model.people import Attendee, Registration, RegistrationStatus, Role
from d_loket.model.reply import Reply, ReplyKind
from d_loket.model.rulebook import ContextRule, Direction, PlaceName, Province, Rule, Rulebook, WordingKind, WordingRule
from d_loket.model.storage import Outcome, PastDecision, QueuedReply, SetAside, StoredMail
from d_loket.model.understanding import Understanding
from d_loket.model.waiting import Matter, Waiting

__all__ = [
    "Act",
    "Action",
    "Address",
    "Attachment",
    "Attendance",
    "Attendee",
    "Authentication",
    "Automatic",
    "AutomaticKind",
    "Bounce",
    "CalendarReply",
    "Cancel",
    "Change",
    "Clarify",
    "ContextRule",
    "Conversation",
    "DLoketError",
    "Decision",
    "Direction",
    "Draft",
    "Event",
    "Example",
    "Finding",
    "FindingKind",
    "Folder",
    "Ignore",
    "IncomingMail",
    "Judged",
    "Learned",
    "MailKey",
    "Marked",
    "Matter",
    "Missing",
    "NotSent",
    "Outcome",
    "Part",
    "PastDecision",
    "PeopleExample",
    "PlaceName",
    "Presence",
    "Province",
    "Qualifier",
    "Question",
    "QueuedReply",
    "RawMail",
    "Register",
    "Registration",
    "RegistrationStatus",
    "Reply",
    "ReplyKind",
    "Review",
    "Role",
    "Rule",
    "Rulebook",
    "Segment",
    "SegmentKind",
    "Session",
    "SetAside",
    "Situation",
    "Standing",
    "StoredMail",
    "Understanding",
    "Waiting",
    "Weights",
    "WordingKind",
    "WordingRule",
    "ascii_domain",
]
