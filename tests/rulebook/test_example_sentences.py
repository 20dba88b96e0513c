"""Example sentences as people write them down, and what is said of one that is written wrongly."""

import pytest

from d_loket.model import Act, Marked, Presence, Standing
from d_loket.rulebook import RulebookError, digest_of_examples, read_examples, read_people


@pytest.fixture
def sentences(tmp_path):
    """Write a file of example sentences; give its rules directory."""

    def write(text: str | bytes, name: str = "proef.txt"):
        path = tmp_path / "nl" / "sentences" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


def test_an_example_is_its_acts_its_text_and_its_mentions(sentences):
    (example,) = read_examples(
        sentences("comes, need | Naar [Ede]c, niet naar [de Tielse avond]r; ik eet geen vlees.\n")
    )
    assert example.acts == {Act.COMES, Act.NEED}
    assert example.text == "Naar Ede, niet naar de Tielse avond; ik eet geen vlees."
    assert example.marked == (Marked(5, 8, Standing.CHOSEN), Marked(20, 35, Standing.REFUSED))
    assert [example.text[m.start : m.end] for m in example.marked] == ["Ede", "de Tielse avond"]


def test_blank_lines_and_remarks_do_not_count(sentences):
    examples = read_examples(sentences("# wie komt\n\ncomes | Ik kom.\n   \n# comes | Nee\n"))
    assert [e.text for e in examples] == ["Ik kom."]
    assert examples[0].source.endswith("proef.txt:3")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("komt | Ik kom.", "'komt' is nothing that a sentence does; allowed: comes, sends, "),
        ("comes, | Ik kom.", "'' is nothing that a sentence does; allowed: comes, "),
        ("Ik kom.", "an example is what it does, a bar and the sentence: "),
        ("comes |", "an example is what it does, a bar and the sentence: "),
        ("comes | Ik kom naar [Ede].", "'[Ede]' wants a letter behind it; allowed: c, r, o, a, f, b, x"),
        ("comes | Ik kom naar [Ede]q.", "'[Ede]q' wants a letter behind it; allowed: c, "),
        ("comes | Ik kom naar [Ede.", "'[' belongs to no mention"),
        ("comes | Ik kom naar Ede]c.", "']' belongs to no mention"),
        ("comes | Ik kom naar [Ede]cx.", "'[Ede]' wants a letter behind it; allowed: c, "),
        ("sends | {Jan Bos}c komt.", "'{Jan Bos}c' marks a name; names belong in people/"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line_and_what_is_allowed(sentences, line, said):
    directory = sentences(f"comes | Ik kom.\n{line}\n")
    with pytest.raises(RulebookError) as raised:
        read_examples(directory)
    (mistake,) = raised.value.mistakes
    assert mistake.startswith(f"{directory}/nl/sentences/proef.txt:2: ")
    assert said in mistake


def test_all_mistakes_of_all_files_are_told_at_once(sentences):
    sentences("komt,gaat | Ik kom naar [Ede].\n", "een.txt")
    sentences(b"comes | Ik kom v\xf3\xf3r twee.\n", "latin.txt")
    with pytest.raises(RulebookError) as raised:
        read_examples(sentences("zomaar\n", "twee.txt"))
    told = [mistake.partition("sentences/")[2].partition(": ")[0] for mistake in raised.value.mistakes]
    assert told == ["een.txt:1", "een.txt:1", "een.txt:1", "latin.txt:1", "twee.txt:1"]
    assert "save it as UTF-8" in raised.value.mistakes[3]


def test_a_directory_without_example_sentences_is_told_where_they_belong(tmp_path):
    with pytest.raises(RulebookError, match=r"no example sentences \(nl/sentences/"):
        read_examples(tmp_path)
    assert digest_of_examples(tmp_path) == ""


def test_another_example_is_another_digest(sentences):
    one = digest_of_examples(sentences("comes | Ik kom.\n"))
    assert one == digest_of_examples(sentences("comes | Ik kom.\n"))
    assert one != digest_of_examples(sentences("comes | Ik kom!\n"))
    assert one != digest_of_examples(sentences("comes | Ik kom.\n", "nog.txt"))


def test_an_example_of_who_comes_is_its_text_its_names_and_its_places(sentences):
    directory = sentences("", "leeg.txt")
    (directory / "nl" / "people").mkdir()
    told = "# wie\n{Jan Bos}c gaat naar [Ede]c, {Ans Pot}n niet. => writer no\n"
    (directory / "nl" / "people" / "wie.txt").write_text(told)
    (example,) = read_people(directory)
    assert example.text == "Jan Bos gaat naar Ede, Ans Pot niet."
    assert [(example.text[s:e], a.value) for s, e, a in example.named] == [("Jan Bos", "c"), ("Ans Pot", "n")]
    assert [example.text[s:e] for s, e in example.places] == ["Ede"]
    assert example.writer is Presence.NO


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{Jan Bos}c komt.", "an example is a text and who comes: "),
        ("{Jan Bos}c komt. => writer soms", "an example is a text and who comes: "),
        ("{Jan Bos}q komt. => writer no", "'{Jan Bos}q' wants a letter behind it; allowed: "),
        ("{Jan Bos komt. => writer no", "'{' belongs to no mention"),
    ],
)
def test_a_mistake_about_who_comes_is_told_with_its_file_and_line(tmp_path, line, said):
    (tmp_path / "nl" / "people").mkdir(parents=True)
    (tmp_path / "nl" / "people" / "wie.txt").write_text(f"# wie\n{line}\n")
    with pytest.raises(RulebookError) as raised:
        read_people(tmp_path)
    (mistake,) = raised.value.mistakes
    assert mistake.startswith(f"{tmp_path}/nl/people/wie.txt:2: {said}")
