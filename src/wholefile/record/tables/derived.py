"""Tables derived from stored bytes: what processing found in files. No act says these, so no replay gives them.

Each row can be worked out again from the files under the named extractor and version, and nothing else of the record
depends on them; `wholefile record check` leaves them alone. Pending work is what is missing here. JSON stands as text.
"""

from django.db import models

from wholefile.record.tables.columns import maybe_number, maybe_word, number, octets, word, yes_no


class Content(models.Model):
    """The bytes of one file, wherever they occur: attached to an item, or a member of another file.

    `name` is a name it came with, `root` the attached file below which it was first found, `depth` how far below.
    """

    sha256 = word(primary_key=True)
    size = number()
    name = word()
    root = word(db_index=True)
    depth = number()
    at = number()

    class Meta:
        db_table = "content"


class Family(models.Model):
    """Member `n` of a file: what the container says of it, and the file it is where its bytes could be had.

    `path` is as it stands in the container, byte for byte; `shown` is the same made harmless. `complete` is false
    where not all of its bytes could be read. kind: file, folder, link, device, unreadable.
    """

    pk = models.CompositePrimaryKey("parent", "n")
    parent = word()
    n = number()
    child = maybe_word(db_index=True)
    path = octets()
    shown = word()
    kind = word()
    size = maybe_number()
    complete = yes_no()
    deleted = yes_no()
    target = models.BinaryField(null=True)
    method = word()
    facts = word()

    class Meta:
        db_table = "family"


class Spent(models.Model):
    """What reading below an attached file has cost so far, against the limits of one root."""

    root = word(primary_key=True)
    members = number()
    produced = number()

    class Meta:
        db_table = "spent"


class Holding(models.Model):
    """A file is held under an item: attached to it, or somewhere inside a file that is."""

    pk = models.CompositePrimaryKey("sha256", "item")
    sha256 = word()
    item = word(db_index=True)

    class Meta:
        db_table = "holding"


class Derivation(models.Model):
    """What one extractor in one version and with its settings made of a file, and how that ended.

    opinions, facts, flags, troubles and wants are JSON; `reason` is the first of the troubles in words.
    """

    pk = models.CompositePrimaryKey("sha256", "extractor", "version", "settings")
    sha256 = word()
    extractor = word()
    version = word()
    settings = word()
    status = word(db_index=True)
    reason = maybe_word()
    kind = word()
    media_type = word()
    opinions = word()
    facts = word()
    flags = word()
    troubles = word()
    wants = word()
    members = number()
    layers = number()
    characters = number()
    took = number()
    at = number()

    class Meta:
        db_table = "derivation"


class Work(models.Model):
    """Somebody is at it: a file is being read until `lease_until`, the `attempts`-th time. Gone when it is done."""

    pk = models.CompositePrimaryKey("sha256", "extractor")
    sha256 = word()
    extractor = word()
    worker = word()
    attempts = number()
    lease_until = number()

    class Meta:
        db_table = "work"


class TextLayer(models.Model):
    """A text layer, which never changes: text and map are files of the derived store under their digests.

    label: native, ocr (read by machine from a picture), speech (heard by machine; unreviewed).
    """

    pk = models.CompositePrimaryKey("sha256", "extractor", "version", "settings", "name")
    sha256 = word()
    extractor = word()
    version = word()
    settings = word()
    name = word()
    label = word()
    language = maybe_word()
    text = word(db_index=True)
    map = word()
    characters = number()
    complete = yes_no()

    class Meta:
        db_table = "text_layer"


class Likeness(models.Model):
    """By what a file is found to be like others: its normalised text, its word shingles, its picture.

    `text` is the SHA-256 of the normalised text, `minhash` 128 values of 32 bits, `picture` a perceptual hash of 64
    bits as 16 hexadecimal digits.
    """

    sha256 = word(primary_key=True)
    version = word()
    text = maybe_word(db_index=True)
    words = number()
    minhash = models.BinaryField(null=True)
    picture = maybe_word(db_index=True)

    class Meta:
        db_table = "likeness"


class LikenessBand(models.Model):
    """A band of the MinHash of a file: files that share one may be alike, and are then compared word for word."""

    pk = models.CompositePrimaryKey("band", "value", "sha256")
    band = number()
    value = number()
    sha256 = word(db_index=True)

    class Meta:
        db_table = "likeness_band"


class Alike(models.Model):
    """Two files are alike: how (`text`, `words`, `picture`, `message`), and how much in thousandths."""

    pk = models.CompositePrimaryKey("first", "second", "how")
    first = word()
    second = word(db_index=True)
    how = word()
    measure = number()

    class Meta:
        db_table = "alike"


class MailMessage(models.Model):
    """An e-mail message by what places it in its thread. `thread` is the Message-ID of the oldest known ancestor."""

    sha256 = word(primary_key=True)
    message_id = maybe_word(db_index=True)
    thread = word(db_index=True)
    replies_to = word()
    subject = word()
    sender = word()
    sent_at = maybe_number()
    content = word(db_index=True)

    class Meta:
        db_table = "mail_message"


class FixityState(models.Model):
    """When the bytes of a file were last read again in this store, and how that ended.

    store: `store` or `derived`. outcome: whole, rotten, missing, unreadable. Acts (`file.verified`) are the record of
    it; this only says what is due next, and is worked out again by reading.
    """

    pk = models.CompositePrimaryKey("store", "sha256")
    store = word()
    sha256 = word(db_index=True)
    checked_at = number(db_index=True)
    outcome = word(db_index=True)

    class Meta:
        db_table = "fixity_state"


class LayerReading(models.Model):
    """What a version of the reader proposed of a text layer (its digest), read as a kind of document of a day.

    `read_as` and `dated` are empty where the reader found them itself. `found` is JSON; nothing in it is a fact of any
    case before a person accepts it.
    """

    pk = models.CompositePrimaryKey("text", "version", "read_as", "dated")
    text = word()
    version = word()
    read_as = word()
    dated = word()
    found = word()
    facts = number()
    took = number()
    at = number()

    class Meta:
        db_table = "layer_reading"
