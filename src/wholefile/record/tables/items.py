"""Tables of items: what they are, where they are, who held them, in what condition, and what they are linked to."""

from django.db import models

from wholefile.record.tables.columns import maybe_number, maybe_word, number, word, yes_no


class Item(models.Model):
    """An item as it stands. Exactly one of `holder`, `location`, `out_to` is set unless `status` says it is gone.

    status: held, lent, unlocated, or (gone) destroyed, returned, lost, consumed, split.
    `quantity` is what remains in this item; `received_quantity` what it began with.
    """

    item = word(primary_key=True)
    parent = maybe_word(db_index=True)
    description = word()
    category = word()
    received_quantity = number()
    quantity = number()
    unit = word()
    submitted_by = word()
    submitter_agency = maybe_word()
    collected_at = word()
    authority = word()
    named_cases = word()
    condition = maybe_word()
    seal = maybe_word()
    status = word()
    holder = maybe_word(db_index=True)
    location = maybe_word(db_index=True)
    out_to = maybe_word()
    open_transfer = maybe_word()
    received_by = word()
    occurred_at = number()
    at = number()
    seq = number()

    class Meta:
        db_table = "item"
        indexes = [models.Index(fields=["occurred_at"], name="item_occurred_at")]


class Identifier(models.Model):
    """What an item can be found by: a serial number, calibre, headstamp, telephone, plate, address or person on it.

    Rows are those of `core.folding.found_by` for the body that received or described the item, in its order: the
    identifiers, then (kinds `submitter`, `place`, `named case`) what the other fields say. `folded` is for comparing.
    """

    pk = models.CompositePrimaryKey("seq", "n")
    seq = number()
    n = number()
    item = word(db_index=True)
    kind = word()
    value = word()
    folded = word()

    class Meta:
        db_table = "identifier"
        indexes = [models.Index(fields=["folded", "kind"], name="identifier_folded_kind")]


class ItemCase(models.Model):
    """An item belongs to a case; a detached link stays."""

    pk = models.CompositePrimaryKey("item", "docket")
    item = word()
    docket = word(db_index=True)
    reason = maybe_word()
    linked_seq = number()
    linked_at = number()
    detached_seq = maybe_number()

    class Meta:
        db_table = "item_case"


class ItemFile(models.Model):
    """A file belongs to an item."""

    pk = models.CompositePrimaryKey("seq", "n")
    seq = number()
    n = number()
    item = word(db_index=True)
    sha256 = word(db_index=True)
    name = word()
    media_type = word()
    size = number()
    purpose = word()

    class Meta:
        db_table = "item_file"


class ItemAct(models.Model):
    """Act `seq` is about the item: its history, in order."""

    pk = models.CompositePrimaryKey("item", "seq")
    item = word()
    seq = number()

    class Meta:
        db_table = "item_act"


class Knowledge(models.Model):
    """The first act by which a person came to know of an item: the knowledge clock."""

    pk = models.CompositePrimaryKey("item", "person")
    item = word()
    person = word(db_index=True)
    seq = number()
    at = number()
    occurred_at = number()
    how = word()

    class Meta:
        db_table = "knowledge"


class CustodySpan(models.Model):
    """Who or where an item was with, from act `seq` until act `end_seq`; spans of an item neither gap nor overlap."""

    pk = models.CompositePrimaryKey("item", "seq")
    item = word()
    seq = number()
    holder = maybe_word()
    location = maybe_word()
    out_to = maybe_word()
    how = word()
    start_at = number()
    end_seq = maybe_number()
    end_at = maybe_number()

    class Meta:
        db_table = "custody_span"


class Transfer(models.Model):
    """A change of hands: open until accepted or refused."""

    transfer = word(primary_key=True)
    released_by = word()
    to = word(db_index=True)
    purpose = word()
    seal_state = word()
    seal = maybe_word()
    items = word()
    status = word()
    released_seq = number()
    released_at = number()
    closed_seq = maybe_number()

    class Meta:
        db_table = "transfer"


class Seal(models.Model):
    """A seal on an item, until broken."""

    pk = models.CompositePrimaryKey("seq", "n")
    seq = number()
    n = number()
    item = word(db_index=True)
    seal = word()
    broken_seq = maybe_number()

    class Meta:
        db_table = "seal"


class SealDifference(models.Model):
    """A seal was not as recorded."""

    seq = number(primary_key=True)
    item = word(db_index=True)
    expected = word()
    found = word()
    explanation = word()

    class Meta:
        db_table = "seal_difference"


class Loan(models.Model):
    """An item out of the evidence room, with the day it is due."""

    pk = models.CompositePrimaryKey("seq", "n")
    seq = number()
    n = number()
    item = word(db_index=True)
    to = word()
    due_on = word()
    condition_before = word()
    condition_after = maybe_word()
    returned_seq = maybe_number()

    class Meta:
        db_table = "loan"


class Condition(models.Model):
    """A declaration of condition; it holds until `lapsed_seq`. `rounds` is a JSON list, empty for the whole item."""

    seq = number(primary_key=True)
    item = word(db_index=True)
    condition = word()
    rounds = word()
    method = word()
    declared_by = word()
    verified_by = word()
    dramatic_set = yes_no()
    exception = maybe_word()
    at = number()
    occurred_at = number()
    lapsed_seq = maybe_number()

    class Meta:
        db_table = "condition"


class WeaponShown(models.Model):
    """A weapon and its state were shown to a person."""

    seq = number(primary_key=True)
    item = word(db_index=True)
    shown_to = word()
    shown_as = word()
    place = word()
    condition = word()

    class Meta:
        db_table = "weapon_shown"


class Loss(models.Model):
    """An item was lost, stolen, damaged or destroyed without authority."""

    seq = number(primary_key=True)
    item = word(db_index=True)
    kind = word()
    circumstances = word()
    at = number()

    class Meta:
        db_table = "loss"


class Unlocated(models.Model):
    """An item could not be found, until located."""

    seq = number(primary_key=True)
    item = word(db_index=True)
    searched = word()
    notified = word()
    located_seq = maybe_number()

    class Meta:
        db_table = "unlocated"


class FixityCheck(models.Model):
    """Stored files of an item were read again and compared."""

    seq = number(primary_key=True)
    item = word(db_index=True)
    checked = number()
    failed = word()

    class Meta:
        db_table = "fixity_check"


class FilePassword(models.Model):
    """A password for a locked file, and who gave it or where it was found."""

    seq = number(primary_key=True)
    item = word(db_index=True)
    sha256 = word(db_index=True)
    password = word()
    source = word()

    class Meta:
        db_table = "file_password"
