"""What the sample pages show: one of everything, made up."""

from datetime import UTC, datetime
from typing import Any

from django import forms

WHEN = datetime(2026, 11, 26, 14, 5, 9, tzinfo=UTC)
STATES = (
    ("disclose", "good"),
    ("withhold", "bad"),
    ("undecided", "due"),
    ("sealed", "sealed"),
    ("new", "new"),
)


class TakeIn(forms.Form):
    what = forms.CharField(label="What it is", help_text="In a few words, as on the label.")
    seal = forms.CharField(label="Number of the seal")
    place = forms.ChoiceField(label="Where it goes", choices=[("2", "Property room 2"), ("3", "Freezer 3")])
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    found = forms.DateField(label="Found on", help_text="For example 2026-11-26.")
    seen = forms.DateTimeField(
        label="Seen at", help_text="UTC, for example 2026-11-26 14:05.", required=False
    )
    decision = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, choices=[("d", "Disclose"), ("w", "Withhold")]
    )
    sent = forms.ChoiceField(label="Sent", widget=forms.RadioSelect, choices=[("y", "Yes"), ("n", "No")])
    marks = forms.MultipleChoiceField(
        label="Marks",
        widget=forms.CheckboxSelectMultiple,
        choices=[("f", "Fragile"), ("b", "Biohazard")],
        required=False,
        help_text="All that hold.",
    )
    sealed = forms.BooleanField(label="The seal is whole", help_text="Look at both ends.")
    picture = forms.FileField(label="Photograph", required=False)
    origin = forms.CharField(widget=forms.HiddenInput, initial="counter")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["decision"].option_hints = {"w": "Needs a ground from the rules of this jurisdiction."}


class Filter(forms.Form):
    word = forms.CharField(label="Words", required=False)
    decision = forms.MultipleChoiceField(
        label="Decision",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(word, word) for word, _ in STATES],
    )


def wrong_form() -> TakeIn:
    """A form somebody sent with mistakes."""
    return TakeIn(
        {"what": "", "seal": "A-7", "place": "2", "found": "yesterday", "decision": "", "marks": ["f"]}
    )


def samples() -> dict[str, Any]:
    facts = [
        {"key": "Held by", "value": "Property room 2", "url": "/places/2"},
        {"key": "Items", "value": "42", "url": "/items"},
        {"key": "Trial", "value": "2027-02-01"},
    ]
    return {
        "LANGUAGE_CODE": "en", "log_name": "county.example/evidence", "log_size": 18220, "person_name": "Dana Reyes",
        "demo": True, "csrf_token": "x" * 64, "notices_url": "/notices", "notices_count": 3,
        "account_menu": [{"label": "My keys", "url": "/keys"}, {"label": "Waiting for me", "url": "/waiting"}],
        "navigation": [
            {"label": "Home", "url": "/", "current": False}, {"label": "Items", "url": "/items", "current": True},
            {"label": "Cases", "url": "/cases", "current": False},
            {"label": "Counter", "url": "/counter", "current": False},
            {"label": "Disclosure", "url": "/board", "current": False, "count": 7},
            {"label": "Evidence room", "url": "/room", "current": False},
        ],
        "trail": [{"label": "Cases", "url": "/cases"}, {"label": "26-01182", "url": ""}],
        "tags": [{"text": "Open", "state": "new"}, {"text": "Sealed in part", "state": "sealed"}], "facts": facts,
        "actions": [{"label": "Take in an item", "url": "/do", "kind": ""}, {"label": "Print", "url": "/print"}],
        "dues": [
            {"what": "file differs from its digest", "count": 1, "url": "/fixity", "state": "bad",
             "why": "Found by the scrub of 2026-11-25. The copy in the second store matches."},
            {"what": "items are undecided", "count": 7, "url": "/board",
             "why": "The certificate cannot be signed before."},
            {"what": "Discovery is due on 2026-12-01", "url": "/deadlines"},
        ],
        "nothing_due": [],
        "tabs": [
            {"label": "Items", "url": "/items", "current": True, "count": 42},
            {"label": "People", "url": "/p", "count": 0}, {"label": "Timeline", "url": "/t"},
        ],
        "selected": [{"label": "undecided", "url": "?"}], "filter_form": Filter({"decision": ["undecided"]}),
        "rows": [
            {"item": f"E-{1042 + n}", "what": "Cartridge case, 9 mm, from the pavement before number 14",
             "decision": STATES[n % 5][0], "state": STATES[n % 5][1], "by": "Priya Shah", "moved": WHEN, "files": 3 * n}
            for n in range(8)
        ],
        "entries": [
            {"title": "Taken in", "by": "Dana Reyes", "when": WHEN, "position": 17001, "url": "/entries/17001",
             "text": "From officer Cole at the scene, seal A-7731, photographed."},
            {"title": "Handed to the laboratory", "by": "Dana Reyes", "when": "2026-11-27T08:00:00Z", "position": 17040,
             "state": "due", "text": "Not yet received."},
        ],
        "facts_rows": [
            {"key": "From", "value": "Property room 2", "url": "/places/2"}, {"key": "To", "value": "Laboratory"},
            {"key": "Seal", "value": "A-7731", "actions": [{"label": "Change", "url": "/seal"}]},
        ],
        "form": wrong_form(),
    }  # fmt: skip
