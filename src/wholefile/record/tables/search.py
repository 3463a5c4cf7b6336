"""Tables of the search index and of mail threads. Like those of `derived` they can be made anew at any time.

The index proper is `search_words`, which no model touches: on SQLite a full-text table without contents, on PostgreSQL
a column of `search_document`. What it holds is made by `processing.search.documents`.
"""

from django.db import models

from wholefile.record.tables.columns import maybe_word, number, word


class SearchDocument(models.Model):
    """A passage that can be found: at most some 8,000 characters, as they stand.

    `id` grows with the day of `at`, so that the newest come first in either direction of the index; within a day a
    digest of what the document is decides, so that the order says nothing of others. `realm` says what `object` is:
    item, case, statement or file. `item` is set where the passage is about a file under one item only (its names
    there). Of a layer `text` is characters `start` to `end` of the text with digest `source`; `places` is that part
    of its map.
    `extra` are the words by which it is found beside those of its text.
    """

    id = models.BigIntegerField(primary_key=True)
    realm = word()
    object = word()
    item = maybe_word()
    kind = word()
    label = maybe_word()
    layer = maybe_word()
    source = maybe_word()
    start = number()
    end = number()
    at = number()
    title = word()
    places = maybe_word()
    extra = word()
    text = word()

    class Meta:
        db_table = "search_document"
        indexes = [models.Index(fields=["realm", "object"], name="search_document_object")]


class SearchObject(models.Model):
    """Something whose passages are in the index, with the `digest` of what was indexed.

    For a file `derived` and `held` tell what of it was known then; so they do for a message, under the realm `thread`,
    which has no passages: it says by which reading the message stands in its thread. `claim` is empty unless it is to
    be done (again): then it says so, or who is at it.
    """

    pk = models.CompositePrimaryKey("realm", "object")
    realm = word()
    object = word()
    digest = word()
    derived = number()
    held = number()
    claim = word(db_index=True)

    class Meta:
        db_table = "search_object"


class SearchState(models.Model):
    """One row: the folding the index was made with, and up to which entry what changed has been noted."""

    id = models.SmallIntegerField(primary_key=True)
    folding = word()
    noted = number()

    class Meta:
        db_table = "search_state"


class MailReference(models.Model):
    """A Message-ID that some message has or names, and the thread it belongs to; the message itself may be missing."""

    message_id = word(primary_key=True)
    thread = word(db_index=True)

    class Meta:
        db_table = "mail_reference"
