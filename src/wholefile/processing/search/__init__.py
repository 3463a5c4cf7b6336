"""Search over everything the record holds in words: items, cases, statements, the text and the facts of files.

`question` reads what somebody typed, `documents` says what of each thing can be found, `index` keeps the index up to
the record, `words` writes and asks it on both databases, `finding` answers and `spans` leads to the characters.
"""
