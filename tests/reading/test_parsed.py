from wholefile.reading.language import parse


def test_what_layers_share_is_looked_for_once_in_a_text_and_anew_in_another():
    asked = []

    def first_word(parsed):
        asked.append(parsed.text)
        return parsed.words[0].text

    one, same = parse("Roe left."), parse("Roe left.")
    assert [one.once(first_word), one.once(first_word), same.once(first_word)] == ["Roe"] * 3
    assert asked == ["Roe left."] * 2
    assert one == same


def test_that_nothing_was_found_is_kept_too():
    asked = []
    parsed = parse("Roe left.")
    find = asked.append
    assert (parsed.once(find), parsed.once(find)) == (None, None)
    assert len(asked) == 1
