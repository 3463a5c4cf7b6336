"""`wholefile item`: items: receive, describe, link, split, consume, lose and find."""

from wholefile.actions import access, items
from wholefile.cli.commands import Verb, group
from wholefile.cli.reading import read

app = group(
    "Items: receive, describe, link, split, consume, lose and find.",
    {
        "receive": Verb(items.receive_item, "item.received"),
        "describe": Verb(items.describe_item, "item.described"),
        "attach": Verb(items.attach_files, "file.attached"),
        "verify-files": Verb(items.verify_files, "file.verified"),
        "link": Verb(items.link_item, "item.linked"),
        "detach": Verb(items.detach_item, "item.detached"),
        "split": Verb(items.split_item, "item.split"),
        "consume": Verb(items.consume_item, "item.consumed"),
        "lose": Verb(items.report_loss, "item.lost"),
        "unlocated": Verb(items.report_unlocated, "item.unlocated"),
        "located": Verb(items.report_located, "item.located"),
        "opened": Verb(access.open_items, "access.opened"),
        "exported": Verb(access.export_items, "access.exported"),
    },
    read,
)
