"""What the board asks for when items are decided: the decision, and what keeping back needs besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from wholefile.core.acts.disclosure import GROUND, TAG
from wholefile.rules.disclosure import KEPT_BACK
from wholefile.web.forms.fields import Words

_LONGEST = 4_000
CHOICES = (
    ("produced", lazily("Disclose")),
    ("withheld", lazily("Withhold")),
    ("partial", lazily("Disclose in part")),
    ("inspection", lazily("Offer for inspection")),
    ("pending", lazily("Leave for later")),
)
_KEEPING_BACK = lazily("needed to withhold, wholly or in part")
# What is optional otherwise, and where it is needed (rule D2).
NEEDED_WHERE = {
    "ground": _KEEPING_BACK,
    "explanation": _KEEPING_BACK,
    "reviewer": _KEEPING_BACK,
    "order": lazily("needed where the ground is a court order"),
}


class Deciding(forms.Form):
    """One decision for all that is chosen. What is kept back needs a ground, an explanation and a reviewer."""

    decision = forms.ChoiceField(
        label=lazily("Decision"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": lazily("Choose a decision.")},
    )
    ground = forms.ChoiceField(
        label=lazily("Ground"),
        required=False,
        choices=[("", ""), *((one, one) for one in GROUND.spec["words"])],
    )
    explanation = Words(
        label=lazily("Explanation"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )
    reviewer = forms.ChoiceField(label=lazily("Reviewer, who signs too"), required=False)
    order = forms.ChoiceField(label=lazily("Order of the court it rests on"), required=False)
    tags = forms.MultipleChoiceField(
        label=lazily("Tags"),
        required=False,
        choices=[(one, one) for one in TAG.spec["words"]],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *given: Any,
        reviewers: Sequence[tuple[str, str]] = (),
        orders: Sequence[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        for name, choices in (("reviewer", reviewers), ("order", orders)):
            field: Any = self.fields[name]
            field.choices = [("", ""), *choices]
        for name, where in NEEDED_WHERE.items():
            self.fields[name].needed_where = where  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What keeping back needs is there. Raises ValidationError, each in its field."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("decision") in KEPT_BACK:
            for name, words in (
                ("ground", _("Say on which ground it is kept back.")),
                ("explanation", _("Explain why it is kept back.")),
                ("reviewer", _("Name who reviewed that it is kept back; they sign too (rule D2).")),
            ):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return told
