"""Tables of people, keys, roles and places, and of cases with their parties, pleadings, events and deadlines."""

from django.db import models

from wholefile.record.tables.columns import maybe_number, maybe_word, number, octets, word, yes_no


class Person(models.Model):
    """Somebody known to the record."""

    person = word(primary_key=True)
    name = word()
    agency = word()
    title = maybe_word()
    seq = number()

    class Meta:
        db_table = "person"


class Key(models.Model):
    """A signing key and whose it is; valid from `enrolled_seq` to before `revoked_seq`."""

    key = word(primary_key=True)
    person = word(db_index=True)
    algorithm = word()
    public_key = octets()
    rp_id = maybe_word()
    origins = word()
    enrolled_seq = number()
    revoked_seq = maybe_number()

    class Meta:
        db_table = "signing_key"


class RoleGrant(models.Model):
    """A person's role, everywhere (`docket` empty) or in one case; the opening grants two at one position."""

    pk = models.CompositePrimaryKey("seq", "person")
    seq = number()
    person = word(db_index=True)
    role = word()
    docket = word()
    ended_seq = maybe_number()

    class Meta:
        db_table = "role_grant"


class Location(models.Model):
    """A place in the evidence room; its parent is the code before the last slash."""

    location = word(primary_key=True)
    name = word()
    kind = word()
    stores = word()
    seq = number()

    class Meta:
        db_table = "location"


class Case(models.Model):
    """A case under its one docket number."""

    docket = word(primary_key=True)
    as_printed = word()
    kind = word()
    title = word()
    court = word()
    jurisdiction = word()
    incident_on = maybe_word()
    incident_place = maybe_word()
    status = word()
    outcome = maybe_word()
    closed_on = maybe_word()
    appeal_until = maybe_word()
    seq = number()
    at = number()

    class Meta:
        db_table = "case_file"


class CaseRelation(models.Model):
    """Two cases about the same events."""

    seq = number(primary_key=True)
    docket = word(db_index=True)
    other = word(db_index=True)
    relation = word()
    reason = word()

    class Meta:
        db_table = "case_relation"


class Party(models.Model):
    """A party to a case, or a person the case is about."""

    party = word(primary_key=True)
    docket = word(db_index=True)
    name = word()
    role = word()
    person = maybe_word()
    seq = number()

    class Meta:
        db_table = "party"


class Counsel(models.Model):
    """A lawyer acting for a party."""

    seq = number(primary_key=True)
    docket = word(db_index=True)
    party = word()
    name = word()
    firm = maybe_word()
    person = maybe_word()
    withdrawn_seq = maybe_number()

    class Meta:
        db_table = "counsel"


class ChargeCount(models.Model):
    """A count charged against a party."""

    pk = models.CompositePrimaryKey("docket", "count")
    docket = word()
    count = number()
    party = word()
    statute = word()
    title = word()
    charged_on = word()
    outcome = maybe_word()
    ended_on = maybe_word()
    seq = number()

    class Meta:
        db_table = "charge_count"


class Claim(models.Model):
    """A cause of action pleaded in a civil case."""

    pk = models.CompositePrimaryKey("docket", "claim")
    docket = word()
    claim = number()
    cause_of_action = word()
    authority = maybe_word()
    plaintiff = word()
    against = word()
    pleaded_on = word()
    seq = number()

    class Meta:
        db_table = "claim"


class Relief(models.Model):
    """What a plaintiff asks for."""

    pk = models.CompositePrimaryKey("docket", "relief")
    docket = word()
    relief = number()
    kind = word()
    text = word()
    claims = word()
    seq = number()

    class Meta:
        db_table = "relief"


class CourtEvent(models.Model):
    """Something that happened in court."""

    seq = number(primary_key=True)
    docket = word(db_index=True)
    event = word()
    on = word()
    text = word()
    with_prejudice = yes_no(null=True)

    class Meta:
        db_table = "court_event"


class Order(models.Model):
    """A court order and its effect on items; `items` is a JSON list, empty for the whole case."""

    order = word(primary_key=True)
    docket = word(db_index=True)
    as_printed = word()
    on = word()
    effect = word()
    items = word()
    text = word()
    by = word()
    seq = number()

    class Meta:
        db_table = "court_order"


class Deadline(models.Model):
    """Something due by a day."""

    deadline = word(primary_key=True)
    docket = word(db_index=True)
    what = word()
    due_on = word()
    rule = word()
    computed_from = maybe_word()
    met_seq = maybe_number()
    days_late = maybe_number()
    seq = number()

    class Meta:
        db_table = "deadline"


class Impeachment(models.Model):
    """A finding about a witness's credibility."""

    seq = number(primary_key=True)
    person = word(db_index=True)
    dockets = word()
    finding = word()
    source = word()

    class Meta:
        db_table = "impeachment"
