"""Rule D12: what the defence reads is nobody else's business."""

from tests.rules.refusing import refused
from wholefile.actions import access


def test_d12_refuses_to_record_what_the_defence_reads(office):
    item = office.receive()
    both = office.newcomer("both", "defence", "auditor")
    with refused("D12"):
        access.open_items(office.record, [item], purpose="preparing", by=both)
    own = office.newcomer("own", "auditor")
    office.act(
        "role.granted",
        {"person": own.person, "role": "defence", "docket": office.docket, "by": office.ana.person},
        office.ana,
    )
    with refused("D12"):
        access.open_items(office.record, [item], purpose="preparing", by=own)


def test_d12_lets_everybody_elses_reading_be_an_act(office):
    item = office.receive()
    own = office.newcomer("own", "auditor")
    office.act(
        "role.granted",
        {"person": own.person, "role": "defence", "docket": office.other_docket, "by": office.ana.person},
        office.ana,
    )
    access.open_items(office.record, [item], purpose="review", by=office.prosecutor)
    access.open_items(office.record, [item], purpose="audit", by=own)
