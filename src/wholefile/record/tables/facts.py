"""Tables of facts that people accepted out of documents, with every version of each, and of proposals they rejected."""

from django.db import models

from wholefile.record.tables.columns import maybe_number, maybe_word, number, word, yes_no


class Fact(models.Model):
    """A fact as its latest version has it. `version_seq` is the act of that version, `seq` that of the acceptance.

    `inside` is the attached file in which the file lies, when it is a member of one. `begins` and `ends` count
    characters of the text layer with the digest `layer`. told, chain and others are JSON. `rejected_seq` is the act by
    which it was taken back, if it was.
    """

    fact = word(primary_key=True)
    dockets = word()
    sha256 = word(db_index=True)
    inside = maybe_word()
    layer = word(db_index=True)
    begins = number()
    ends = number()
    words = word()
    kind = word()
    told = word()
    status = word()
    chain = word()
    others = word()
    proposal = word()
    reader = word()
    rule = word()
    read_as = maybe_word()
    dated = maybe_word()
    corrected = yes_no()
    by = word()
    at = number()
    seq = number()
    version_seq = number()
    rejected_seq = maybe_number()

    class Meta:
        db_table = "fact"


class FactCase(models.Model):
    """A fact concerns a case."""

    pk = models.CompositePrimaryKey("fact", "docket")
    fact = word()
    docket = word(db_index=True)

    class Meta:
        db_table = "fact_case"


class FactVersion(models.Model):
    """One version of a fact: the first is its acceptance, each further one a correction with its reason."""

    seq = number(primary_key=True)
    fact = word(db_index=True)
    begins = number()
    ends = number()
    words = word()
    kind = word()
    told = word()
    status = word()
    chain = word()
    why = maybe_word()
    by = word()
    at = number()

    class Meta:
        db_table = "fact_version"


class FactRejection(models.Model):
    """A proposal that a person did not take as a fact, or a fact that one took back."""

    seq = number(primary_key=True)
    dockets = word()
    sha256 = word()
    inside = maybe_word()
    layer = word(db_index=True)
    begins = number()
    ends = number()
    words = word()
    kind = word()
    proposal = word()
    reader = word()
    rule = word()
    reason = word()
    by = word()
    at = number()

    class Meta:
        db_table = "fact_rejection"
