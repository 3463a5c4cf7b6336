"""From the text of a document to proposed facts: each tied to its exact words, and to who says so.

A reading proposes; people accept, correct or reject. No proposal is without a span; nothing is rewritten; what is not
known is empty, never guessed. The same text, date and kind give the same proposals. Knows nothing of the record.
"""
