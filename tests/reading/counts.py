"""The number of a count, however it is written: Count IV, COUNT FOUR, Fourth Cause of Action, 4."""

import re

SERIES = (
    "one two three four five six seven eight nine ten eleven twelve",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "i ii iii iv v vi vii viii ix x xi xii",
)
NUMBERS = {word: at for words in SERIES for at, word in enumerate(words.split(), 1)}


def count_number(words):
    """The number, None when the words say none."""
    for word in re.findall(r"[a-z]+|\d+", words.casefold()):
        if word.isdecimal():
            return int(word)
        if word in NUMBERS:
            return NUMBERS[word]
    return None
