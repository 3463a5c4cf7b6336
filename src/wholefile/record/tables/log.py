"""Tables of the log itself: entries, bodies, the head, the case index, checkpoints and stored files.

`Entry` is append-only: the migration gives it triggers that refuse UPDATE and DELETE on both databases.
"""

from django.db import models

from wholefile.record.tables.columns import maybe_number, maybe_word, number, octets, word


class Entry(models.Model):
    """One leaf of the log: the header bytes as signed and numbered. Never changed, never deleted."""

    seq = number(primary_key=True)
    kind = word()
    at = number()
    act_hash = octets()
    nonce = octets(unique=True)
    leaf_hash = octets()
    header = octets()

    class Meta:
        db_table = "entry"
        managed = False


class EntryCase(models.Model):
    """Entry `seq` stands in the index of the case with this label."""

    pk = models.CompositePrimaryKey("label", "seq")
    label = octets()
    seq = number(db_index=True)

    class Meta:
        db_table = "entry_case"


class Body(models.Model):
    """What an act says, and the secret of its commitment. Destroyed by expungement only."""

    seq = number(primary_key=True)
    fields = octets()
    secret = octets()

    class Meta:
        db_table = "body"


class Head(models.Model):
    """The one row every append locks: name of the log, its size and the frontier of its tree."""

    id = models.SmallIntegerField(primary_key=True)
    origin = word()
    log_key = octets()
    size = number()
    frontier = octets()
    last_at = number()
    indexed = number()
    map_root = octets()

    class Meta:
        db_table = "head"


class CaseIndex(models.Model):
    """Per case label: count of its entries, last position and the frontier of its own tree."""

    label = octets(primary_key=True)
    count = number()
    last = number()
    frontier = octets()

    class Meta:
        db_table = "case_index"


class MapLeaf(models.Model):
    """Value of a case in the map as of the last index entry."""

    label = octets(primary_key=True)
    value = octets()

    class Meta:
        db_table = "map_leaf"


class MapNode(models.Model):
    """A node of the sparse Merkle map as of the last index entry, kept so that one change costs one path."""

    pk = models.CompositePrimaryKey("depth", "prefix")
    depth = models.SmallIntegerField()
    prefix = octets()
    state = models.SmallIntegerField()
    hash = octets()

    class Meta:
        db_table = "map_node"


class Checkpoint(models.Model):
    """A signed tree head with the cosignatures gathered for it."""

    size = number(primary_key=True)
    at = number()
    note = word()

    class Meta:
        db_table = "checkpoint"


class StoredFile(models.Model):
    """A file whose bytes are in the store under their SHA-256."""

    sha256 = word(primary_key=True)
    sha1 = word()
    md5 = word()
    size = number()
    media_type = word()
    seq = number()
    expunged_seq = maybe_number()

    class Meta:
        db_table = "stored_file"


class Expunged(models.Model):
    """The body of entry `seq` was destroyed under the order that entry `by_seq` names."""

    seq = number(primary_key=True)
    by_seq = number()

    class Meta:
        db_table = "expunged"


class RetiredNumber(models.Model):
    """A number that entry `seq` gave before its body was destroyed; it stays taken. Not a fold: the body is gone."""

    pk = models.CompositePrimaryKey("number", "seq")
    seq = number()
    number = word()

    class Meta:
        db_table = "retired_number"


class ReadingTrace(models.Model):
    """What a defence reader opened, sealed to the reader's own key. Not an act; nobody else can read it."""

    id = models.BigAutoField(primary_key=True)
    person = word(db_index=True)
    sealed = octets()

    class Meta:
        db_table = "reading_trace"


class Policy(models.Model):
    """The current value of a setting adopted by an act."""

    policy = word(primary_key=True)
    value = word()
    reason = maybe_word()
    seq = number()

    class Meta:
        db_table = "policy"
