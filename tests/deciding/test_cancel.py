from d_loket.model import Action, Qualifier


def test_who_is_registered_and_cannot_come_is_withdrawn(story, registration):
    mail = story("Helaas ben ik verhinderd.", registrations=(registration("ede"),))
    decision = mail.says("intent", "decline", "verhinderd").decide()
    assert decision.action is Action.CANCEL
    assert decision.withdrawn == (1,)


def test_one_of_a_group_who_stays_away_leaves_the_others(story, registration):
    group = (registration("ede"), registration("ede", "Ans Bos", 2))
    mail = story("Ans Bos is ziek.", registrations=group).says("intent", "cancel", "is ziek")
    decision = mail.says("person", "Ans Bos", "Ans Bos", Qualifier.NEGATED).decide()
    assert decision.withdrawn == (2,)


def test_a_withdrawal_of_somebody_unknown_goes_to_a_person(story):
    mail = story("Hierbij meld ik mij af voor Ede.").says("intent", "cancel", "meld ik mij af")
    assert mail.says("session", "ede", "Ede").decide().action is Action.REVIEW


def test_a_stranger_withdraws_nobody(story, registration):
    mail = story("Ik meld me af.", registrations=(registration("ede"),), situation={"is_owner": False})
    assert mail.says("intent", "cancel", "meld me af").decide().action is Action.REVIEW


def test_of_two_registrations_only_the_session_named_is_withdrawn(story, registration):
    both = (registration("ede"), registration("tiel", number=2))
    mail = story("Voor Tiel meld ik me af.", registrations=both).says("intent", "cancel", "meld ik me af")
    assert mail.says("session", "tiel", "Tiel").decide().withdrawn == (2,)


def test_a_group_without_saying_who_is_not_withdrawn_by_guess(story, registration):
    group = (registration("ede", "Bo Vos"), registration("ede", "Ans Bos", 2))
    mail = story("Een van hen meldt zich af.", registrations=group)
    assert mail.says("intent", "cancel", "meldt zich af").decide().action is Action.REVIEW
