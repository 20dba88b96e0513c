from d_loket.model import Action, Attendee, Part, Qualifier, Role


def test_a_session_and_somebody_who_comes_is_registered(story):
    decision = story("Ik kom naar Ede.").says("intent", "attend", "Ik kom").says("session", "ede", "Ede").decide()
    assert decision.action is Action.REGISTER
    assert decision.attendees == (Attendee("Jan Smit", None, ("ede",)),)
    assert "Ede" in decision.reasons[1]


def test_a_missing_role_holds_nothing_up(story):
    decision = story("Ik kom naar Ede.").says("intent", "attend", "Ik kom").says("session", "ede", "Ede").decide()
    assert decision.role is None


def test_a_session_alone_in_a_few_words_is_a_registration(story):
    assert story("Tiel graag!").says("session", "tiel", "Tiel").decide().action is Action.REGISTER


def test_a_session_named_in_a_long_story_without_a_wish_to_come_is_not(story):
    text = "In Tiel was het vroeger altijd druk op de markt en dat is nu wel anders geworden."
    assert story(text).says("session", "tiel", "Tiel").decide().action is Action.REVIEW


def test_place_and_date_of_one_session_support_each_other(story):
    mail = story("Ik kom 27 maart naar Gouda.").says("intent", "attend", "Ik kom")
    mail.says("session", "gouda-1", "27 maart", how="date")
    for gouda in ("gouda-1", "gouda-2"):
        mail.says("session", gouda, "Gouda")
    assert mail.decide().attendees[0].sessions == ("gouda-1",)


def test_the_preferred_of_two_is_taken(story):
    mail = story("Liefst kom ik naar Ede, anders Tiel.").says("intent", "attend", "kom ik")
    mail.says("session", "ede", "Ede", Qualifier.PREFERRED).says("session", "tiel", "Tiel", Qualifier.FALLBACK)
    assert mail.decide().attendees[0].sessions == ("ede",)


def test_the_one_that_is_left_after_a_denial_is_taken(story):
    mail = story("Ik kom niet naar Ede maar naar Tiel.").says("intent", "attend", "Ik kom")
    mail.says("session", "ede", "Ede", Qualifier.NEGATED).says("session", "tiel", "Tiel")
    decision = mail.decide()
    assert decision.attendees[0].sessions == ("tiel",)
    assert {f.text for f in decision.evidence} >= {"Ede", "Tiel"}, "what speaks against is shown as well"


def test_two_sessions_joined_by_en_are_both_taken(story):
    mail = story("Ik kom naar Ede en Tiel.").says("intent", "attend", "Ik kom")
    mail.says("session", "ede", "Ede").says("session", "tiel", "Tiel")
    assert set(mail.decide().attendees[0].sessions) == {"ede", "tiel"}


def test_each_of_a_group_keeps_their_own_session_and_role(story):
    ans, bo = Attendee("Ans Bos", Role.WETHOUDER, ("ede",)), Attendee("Bo Vos", Role.RAADSLID, ("tiel",))
    mail = story("Ede: wethouder Ans Bos. Tiel: raadslid Bo Vos. Graag aanmelden.", comes=False, others=(ans, bo))
    mail.says("session", "ede", "Ede").says("session", "tiel", "Tiel").says("intent", "register", "aanmelden")
    decision = mail.decide()
    assert decision.attendees == (ans, bo)
    assert decision.role is None


def test_a_need_is_flagged_beside_the_registration(story):
    mail = story("Ik kom naar Ede, in een rolstoel.").says("intent", "attend", "Ik kom").says("session", "ede", "Ede")
    decision = mail.says("need", "access", "rolstoel").decide()
    assert decision.action is Action.REGISTER
    assert decision.flag
    assert "rolstoel" in decision.flags[0]


def test_who_is_registered_already_is_told_so_and_not_registered_again(story, registration):
    mail = story("Ik kom naar Ede.", registrations=(registration("ede"),))
    decision = mail.says("intent", "attend", "Ik kom").says("session", "ede", "Ede").decide()
    assert decision.attendees == ()
    assert [a.name for a in decision.already] == ["Jan Smit"]


def test_a_second_session_without_ook_or_in_plaats_van_is_not_guessed(story, registration):
    mail = story("Ik kom naar Tiel.", registrations=(registration("ede"),))
    decision = mail.says("intent", "attend", "Ik kom").says("session", "tiel", "Tiel").decide()
    assert decision.action is Action.REVIEW


def test_an_extra_person_joins_the_session_that_is_known(story, registration):
    mail = story(
        "Kan Geertje de Wit erbij?", others=(Attendee("Geertje de Wit"),), registrations=(registration("ede"),)
    )
    decision = mail.says("intent", "add", "erbij").decide()
    assert decision.attendees == (Attendee("Geertje de Wit", None, ("ede",)),)


def test_the_subject_counts_when_the_text_names_no_session(story):
    mail = story("Ik kom graag.", subject="Aanmelding Ede").says("intent", "attend", "Ik kom")
    assert mail.says("session", "ede", "Ede", part=Part.SUBJECT).decide().action is Action.REGISTER


def test_an_inherited_subject_does_not_choose(story):
    mail = story("Ik kom graag.", subject="FW: sessie Ede").says("intent", "attend", "Ik kom")
    assert mail.says("session", "ede", "Ede", part=Part.SUBJECT).decide().action is Action.CLARIFY
