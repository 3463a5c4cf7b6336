"""Tables of disclosure: obligations, decisions, screening, certificates, productions, receipts, objections, access."""

from django.db import models

from wholefile.record.tables.columns import maybe_number, maybe_word, number, word


class Obligation(models.Model):
    """Something to be disclosed by a day."""

    obligation = word(primary_key=True)
    docket = word(db_index=True)
    rule = word()
    what = word()
    from_on = word()
    due_on = word()
    production = maybe_word()
    met_seq = maybe_number()
    seq = number()

    class Meta:
        db_table = "obligation"


class Decision(models.Model):
    """A disclosure decision on an item in a case; the one with no `superseded_seq` is current."""

    seq = number(primary_key=True)
    docket = word(db_index=True)
    item = word(db_index=True)
    decision = word()
    ground = maybe_word()
    explanation = maybe_word()
    tags = word()
    order = maybe_word()
    author = word()
    reviewer = maybe_word()
    at = number()
    superseded_seq = maybe_number()

    class Meta:
        db_table = "decision"


class Screening(models.Model):
    """A search of the whole record for items that may concern a case. `candidates` is the JSON list that was seen."""

    seq = number(primary_key=True)
    docket = word(db_index=True)
    candidates = word()
    screened_to = number()
    by = word()
    at = number()

    class Meta:
        db_table = "screening"


class Dismissal(models.Model):
    """A candidate dismissed, with the reasons it was one."""

    seq = number(primary_key=True)
    docket = word(db_index=True)
    item = word(db_index=True)
    reasons = word()
    explanation = word()
    by = word()

    class Meta:
        db_table = "dismissal"


class HandedOver(models.Model):
    """An agency's statement that everything was handed to the prosecutor."""

    seq = number(primary_key=True)
    docket = word(db_index=True)
    agency = word()
    items = number()
    by = word()

    class Meta:
        db_table = "handed_over"


class Certificate(models.Model):
    """A certificate of disclosure and what it counted."""

    certificate = word(primary_key=True)
    docket = word(db_index=True)
    items = number()
    produced = number()
    withheld = number()
    dismissed = number()
    covers_to = number()
    by = word()
    at = number()
    seq = number()

    class Meta:
        db_table = "certificate"


class Supplement(models.Model):
    """Items that came after the certificate, why, and since when the State knew."""

    supplement = word(primary_key=True)
    docket = word(db_index=True)
    items = word()
    reason = word()
    known_since = word()
    at = number()
    seq = number()

    class Meta:
        db_table = "supplement"


class Production(models.Model):
    """A production. status: planned (while parts are missing: planning), served, received."""

    production = word(primary_key=True)
    docket = word(db_index=True)
    volume = word()
    prefix = word()
    first = number()
    last = number()
    parts = number()
    parts_planned = number()
    supersedes = maybe_word()
    status = word()
    to = maybe_word()
    certificate = maybe_word()
    schedule = maybe_word()
    payload = maybe_word()
    items = maybe_number()
    files = maybe_number()
    seq = number()
    served_seq = maybe_number()
    served_at = maybe_number()

    class Meta:
        db_table = "production"


class ProductionMember(models.Model):
    """A file of a production with its Bates numbers."""

    pk = models.CompositePrimaryKey("seq", "n")
    seq = number()
    n = number()
    production = word(db_index=True)
    item = word(db_index=True)
    sha256 = word()
    name = word()
    bates_first = word(unique=True)
    bates_last = word()

    class Meta:
        db_table = "production_member"


class Receipt(models.Model):
    """A receiver acknowledged a production."""

    seq = number(primary_key=True)
    production = word(db_index=True)
    schedule = word()
    result = word()
    by = word()
    at = number()

    class Meta:
        db_table = "receipt"


class Objection(models.Model):
    """An objection or a request for something missing, with its answer when there is one."""

    objection = word(primary_key=True)
    docket = word(db_index=True)
    kind = word()
    items = word()
    text = word()
    raised_by = word()
    outcome = maybe_word()
    answer = maybe_word()
    answered_seq = maybe_number()
    at = number()
    seq = number()

    class Meta:
        db_table = "objection"


class ReciprocalDisclosure(models.Model):
    """What the defence disclosed to the State, for one defendant; `obligation` is the duty that it meets there."""

    seq = number(primary_key=True)
    docket = word(db_index=True)
    obligation = maybe_word(db_index=True)
    party = word()
    text = word()
    disclosed_on = word()
    how = word()
    by = word()
    at = number()

    class Meta:
        db_table = "reciprocal_disclosure"


class Access(models.Model):
    """Somebody opened or exported contents of an item."""

    pk = models.CompositePrimaryKey("seq", "n")
    seq = number()
    n = number()
    item = maybe_word(db_index=True)
    docket = maybe_word()
    person = word(db_index=True)
    what = word()
    purpose = word()
    at = number()

    class Meta:
        db_table = "access"
