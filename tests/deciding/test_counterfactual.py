"""What would have changed a decision."""

from d_loket.model import Action, Attendee, Missing, Qualifier, Question


def turns(story) -> dict[tuple[str, str], Action]:
    """Return the action that each turn of words leads to."""
    return {(turn, words): decision.action for turn, words, decision in story.alternatives()}


def test_without_the_session_it_would_ask_which(story):
    mail = story("Ik kom op 20 maart.").says("intent", "attend", "Ik kom")
    mail.says("session", "tiel", "20 maart", how="date")
    [(_, _, without)] = [a for a in mail.alternatives() if a[:2] == ("without", "20 maart")]
    assert (without.action, without.question, without.missing) == (
        Action.CLARIFY,
        Question.SESSION,
        Missing.NO_SESSION,
    )


def test_what_is_said_twice_decides_only_together(story):
    mail = story("Ik kom op 20 maart naar Tiel.").says("intent", "attend", "Ik kom")
    mail.says("session", "tiel", "20 maart", how="date").says("session", "tiel", "Tiel")
    sessions = {words: action for (_, words), action in turns(mail).items() if "Ik" not in words}
    assert sessions == {"20 maart + Tiel": Action.CLARIFY}


def test_what_a_word_leaves_open_goes_as_one(story):
    mail = story("Ik kom graag naar Gouda.").says("intent", "attend", "Ik kom")
    mail.says("session", "gouda-1", "Gouda", Qualifier.ALTERNATIVE)
    mail.says("session", "gouda-2", "Gouda", Qualifier.ALTERNATIVE)
    assert mail.decide().options == ("gouda-1", "gouda-2")
    [(_, _, without)] = [a for a in mail.alternatives() if a[0] == "without" and "Gouda" in a[1]]
    assert len(without.options) == 4


def test_a_doubt_that_was_not_there_would_register(story):
    mail = story("Misschien kom ik naar Tiel.").says("intent", "attend", "kom ik", Qualifier.TENTATIVE)
    mail.says("session", "tiel", "Tiel")
    assert mail.decide().action is Action.CLARIFY
    assert turns(mail)["plain", "kom ik"] is Action.REGISTER


def test_a_session_that_was_not_denied_would_be_another_one(story):
    mail = story("Ik kom naar Ede, niet naar Tiel dit keer.").says("intent", "attend", "Ik kom")
    mail.says("session", "ede", "Ede").says("session", "tiel", "Tiel", Qualifier.NEGATED)
    [plain] = [decision for turn, words, decision in mail.alternatives() if (turn, words) == ("plain", "Tiel")]
    assert [a.sessions for a in plain.attendees] == [("ede", "tiel")]


def test_a_coming_that_was_denied_would_not_register(story):
    mail = story("Wij nemen graag deel aan de bijeenkomst in Tiel, het lijkt ons een mooie dag.")
    mail.says("intent", "attend", "nemen graag deel").says("session", "tiel", "Tiel")
    assert mail.decide().action is Action.REGISTER
    assert turns(mail)["denied", "nemen graag deel"] is not Action.REGISTER


def test_a_question_that_was_not_asked_would_register(story):
    mail = story("Is er in Tiel ruimte om mijn fiets te stallen?").says("session", "tiel", "Tiel")
    mail.says("question", "question", "Is er in Tiel ruimte om mijn fiets te stallen?")
    assert mail.decide().action is Action.REVIEW
    assert turns(mail)["without", "Is er in Tiel ruimte om mijn fiets te stallen?"] is Action.REGISTER


def test_without_a_person_nobody_of_that_name_comes(story):
    mail = story("Ans Bos komt naar Tiel.", others=(Attendee("Ans Bos"),), comes=False)
    mail.says("intent", "attend", "komt naar").says("session", "tiel", "Tiel").says("person", "Ans Bos", "Ans Bos")
    assert mail.decide().action is Action.REGISTER
    assert ("without", "Ans Bos") in turns(mail)


def test_what_changes_neither_action_nor_sessions_is_left_out(story):
    mail = story("Ik kom naar Tiel, en eet vegetarisch. Tot dan.").says("intent", "attend", "Ik kom")
    mail.says("session", "tiel", "Tiel").says("need", "diet", "vegetarisch").says("role", "raadslid", "Tot")
    assert mail.decide().flags
    assert not any("vegetarisch" in words or "Tot" in words for _, words in turns(mail))


def test_where_no_finding_decides_there_is_nothing_to_tell(story):
    assert story("Dag allemaal, tot later weer eens een keer, misschien.").alternatives() == []


def test_the_situation_of_then_counts(story, registration):
    mail = story("Ik wil wijzigen naar Ede.", registrations=(registration("tiel"),))
    mail.says("intent", "change", "wijzigen").says("session", "ede", "Ede")
    assert mail.decide().action is Action.CHANGE
    assert turns(mail)["without", "Ede"] is Action.CLARIFY
