"""Tables of work on items: laboratory, holds, retention, disposition, inventory and statements."""

from django.db import models

from wholefile.record.tables.columns import maybe_number, maybe_word, number, word, yes_no


class LaboratoryRequest(models.Model):
    """An examination asked for. status: requested, accepted, declined, performed, reported."""

    request = word(primary_key=True)
    items = word()
    laboratory = word()
    scope = word()
    destructive = yes_no()
    return_due = word()
    requested_by = word()
    examiner = maybe_word()
    status = word()
    findings = maybe_word()
    seq = number()

    class Meta:
        db_table = "laboratory_request"


class TestNotice(models.Model):
    """Notice of a destructive test was served; the other side has `window_days` from `at`. `addressees` is a list."""

    seq = number(primary_key=True)
    request = word(db_index=True)
    served_on = word()
    addressees = maybe_word()
    how = word()
    window_days = number()
    at = number()

    class Meta:
        db_table = "test_notice"


class TestObjection(models.Model):
    """A party objected to a destructive test."""

    seq = number(primary_key=True)
    request = word(db_index=True)
    reason = word()
    by = word()

    class Meta:
        db_table = "test_objection"


class TestPerformed(models.Model):
    """An examination was carried out, with its effect on the items."""

    seq = number(primary_key=True)
    request = word(db_index=True)
    items = word()
    destructive = yes_no()
    method = word()
    effect = word()

    class Meta:
        db_table = "test_performed"


class Hold(models.Model):
    """A hold on items of a case; with an empty item list it covers every item of the case, now and later."""

    hold = word(primary_key=True)
    docket = word(db_index=True)
    whole_case = yes_no()
    reason = word()
    issued_by = word()
    seq = number()
    released_seq = maybe_number()

    class Meta:
        db_table = "hold"


class HoldItem(models.Model):
    """A hold names an item."""

    pk = models.CompositePrimaryKey("hold", "item")
    hold = word()
    item = word(db_index=True)

    class Meta:
        db_table = "hold_item"


class Retention(models.Model):
    """How long an item must be kept; the longest of its rows binds."""

    pk = models.CompositePrimaryKey("seq", "item")
    seq = number()
    item = word(db_index=True)
    schedule = word()
    trigger = word()
    keep_until = word()

    class Meta:
        db_table = "retention"


class Disposition(models.Model):
    """A request to dispose of items. status: open, declined, done."""

    disposition = word(primary_key=True)
    items = word()
    manner = word()
    reason = word()
    checks = maybe_word()
    requested_by = word()
    status = word()
    notified = maybe_word()
    seq = number()
    closed_seq = maybe_number()

    class Meta:
        db_table = "disposition"


class DispositionApproval(models.Model):
    """One approval of a disposition."""

    seq = number(primary_key=True)
    disposition = word(db_index=True)
    person = word()

    class Meta:
        db_table = "disposition_approval"


class DispositionConsent(models.Model):
    """Consent to a disposition by the prosecutor of one case."""

    seq = number(primary_key=True)
    disposition = word(db_index=True)
    docket = word()
    person = word()

    class Meta:
        db_table = "disposition_consent"


class Inventory(models.Model):
    """A count of a place."""

    inventory = word(primary_key=True)
    scope = word()
    location = word(db_index=True)
    cause = word()
    found = number()
    missing = word()
    unexpected = word()
    leader = word()
    by = word()
    at = number()
    seq = number()

    class Meta:
        db_table = "inventory"


class Statement(models.Model):
    """Words of a speaker. `exact` false marks a paraphrase; `machine` true an unattested transcript."""

    statement = word(primary_key=True)
    dockets = word()
    speaker = word(db_index=True)
    speaker_person = maybe_word()
    taker = maybe_word()
    said_on = word()
    medium = word()
    venue = word()
    oath = yes_no()
    public = yes_no()
    exact = yes_no()
    words = word()
    language = word()
    machine = yes_no()
    attested_seq = maybe_number()
    source = maybe_word()
    items = word()
    facts = word()
    by = word()
    at = number()
    seq = number()

    class Meta:
        db_table = "statement"


class Translation(models.Model):
    """A statement in another language."""

    seq = number(primary_key=True)
    statement = word(db_index=True)
    language = word()
    words = word()
    translator = word()

    class Meta:
        db_table = "translation"


class Inconsistency(models.Model):
    """Two statements said to differ, with the answer when there is one."""

    inconsistency = word(primary_key=True)
    first = word(db_index=True)
    second = word(db_index=True)
    about = word()
    explanation = word()
    flagged_by = word()
    seq = number()
    answer = maybe_word()
    answer_explanation = maybe_word()
    answered_seq = maybe_number()

    class Meta:
        db_table = "inconsistency"
