from d_loket.model import Action, Attendee, Qualifier, Role


def test_who_is_registered_moves_to_the_session_named(story, registration):
    mail = story("Het wordt toch Ede.", registrations=(registration("tiel"),)).says("intent", "change", "wordt toch")
    decision = mail.says("session", "ede", "Ede").decide()
    assert decision.action is Action.CHANGE
    assert decision.withdrawn == (1,)
    assert decision.attendees == (Attendee("Jan Smit", Role.RAADSLID, ("ede",)),)


def test_the_present_session_denied_and_another_named_is_a_move(story, registration):
    mail = story("Tiel lukt niet, ik kom naar Ede.", registrations=(registration("tiel"),))
    mail.says("session", "tiel", "Tiel", Qualifier.NEGATED).says("session", "ede", "Ede")
    assert mail.says("intent", "attend", "ik kom").decide().action is Action.CHANGE


def test_a_wish_to_move_without_saying_where_is_asked(story, registration):
    mail = story("Kan ik nog wisselen?", registrations=(registration("tiel"),)).says("intent", "change", "wisselen")
    assert mail.decide().action is Action.CLARIFY


def test_a_colleague_takes_the_place(story, registration):
    mail = story("Bo Vos komt in mijn plaats.", others=(Attendee("Bo Vos"),), comes=False)
    mail.registrations = (registration("tiel"),)
    decision = mail.says("intent", "replace", "in mijn plaats").decide()
    assert decision.action is Action.CHANGE
    assert decision.attendees == (Attendee("Bo Vos", None, ("tiel",)),)


def test_a_stranger_changes_nothing(story, registration):
    mail = story("Het wordt toch Ede.", registrations=(registration("tiel"),), situation={"is_owner": False})
    decision = mail.says("intent", "change", "wordt toch").says("session", "ede", "Ede").decide()
    assert decision.action is Action.REVIEW
    assert decision.suggestion.action is Action.CHANGE


def test_a_group_that_is_spread_out_is_not_moved_by_guess(story, registration):
    both = (registration("tiel"), registration("gouda-1", "Ans Bos", 2))
    mail = story("Wij willen naar Ede.", registrations=both).says("intent", "change", "willen naar")
    assert mail.says("session", "ede", "Ede").decide().action is Action.REVIEW
