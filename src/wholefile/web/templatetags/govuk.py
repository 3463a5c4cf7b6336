"""The components of the pages: `{% field form.seal %}`, `{% table %}`, `{{ moment|instant }}`. Every template has them.

Markup is that of govuk-frontend 6 and of the Ministry of Justice's components 11, so their style sheet and scripts fit.
What a tag is given is escaped as anywhere in a template. The look of each is on the page of tests/web/test_look.py.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, widgets
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# Colours only repeat what the words say.
COLOURS = {"good": "green", "bad": "red", "due": "orange", "new": "blue", "sealed": "purple", "plain": "grey"}
_WIDTHS = {"date": "10", "moment": "20"}
_ROWS_OF_DJANGO = "10"
_INPUTS = {"text": "input", "select": "select", "textarea": "textarea", "file": "file-upload"}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, size: str = "s", width: str = "", *, inline: bool = False) -> dict[str, Any]:
    """One field of a form with its label, hint and error, whatever its widget is.

    `size` is that of the label (s, m, l); `width` the characters that fit into the input (2, 3, 4, 5, 10, 20, 30).
    A form field's attribute `option_hints` gives hints for single choices, by their value; `needed_where` says where
    one is needed that is optional otherwise.
    """
    kind, identity = kind_of(bound.field.widget), bound.id_for_label or bound.auto_id
    group = bound.auto_id or bound.html_name
    hint, error = f"{group}-hint" if bound.help_text else "", f"{group}-error" if bound.errors else ""
    shown: dict[str, Any] = {
        "bound": bound, "kind": kind, "size": size, "inline": inline, "identity": identity,
        "hint_id": hint, "error_id": error, "described_by": " ".join(filter(None, (hint, error))),
    }  # fmt: skip
    if kind in ("radios", "checkboxes"):
        shown["choices"] = _choices(bound, kind)
    elif kind == "checkbox":
        shown["checked"] = bound.field.widget.get_context(bound.html_name, bound.value(), {})["widget"][
            "attrs"
        ]
    elif kind != "hidden":
        widget = _day_input(bound.field.widget) if kind == "date" else bound.field.widget
        shown["input"] = bound.as_widget(widget, attrs=_attributes(bound, kind, width, shown["described_by"]))
    return shown


def kind_of(widget: widgets.Widget) -> str:
    """How a widget is shown: hidden, radios, checkboxes, checkbox, select, textarea, file, date, moment or text."""
    kinds: tuple[tuple[type[widgets.Widget], str], ...] = (
        (widgets.CheckboxSelectMultiple, "checkboxes"),
        (widgets.RadioSelect, "radios"),
        (widgets.CheckboxInput, "checkbox"),
        (widgets.Select, "select"),
        (widgets.Textarea, "textarea"),
        (widgets.FileInput, "file"),
        (widgets.DateTimeInput, "moment"),
        (widgets.DateInput, "date"),
    )
    if widget.is_hidden:
        return "hidden"
    return next((kind for one, kind in kinds if isinstance(widget, one)), "text")


def _attributes(bound: BoundField, kind: str, width: str, described_by: str) -> dict[str, str | bool]:
    """Classes and descriptions of an input, and a size where neither page nor form says one."""
    name = _INPUTS.get(kind, "input")
    classes = [f"govuk-{name}"]
    if bound.errors:
        classes.append(f"govuk-{name}--error")
    if width := width or _WIDTHS.get(kind, ""):
        classes.append(f"govuk-input--width-{width}")
    own = bound.field.widget.attrs.get("class")
    attributes: dict[str, str | bool] = {"class": " ".join(filter(None, (*classes, own)))}
    if described_by:
        attributes["aria-describedby"] = described_by
    if kind == "textarea" and bound.field.widget.attrs.get("rows") == _ROWS_OF_DJANGO:
        attributes["rows"] = "4"
    return attributes


def _day_input(own: widgets.Widget) -> widgets.Widget:
    """A day is written as it is shown everywhere, 2026-11-26; a browser's calendar shows the reader's own order."""
    made = widgets.DateInput(own.attrs, format="%Y-%m-%d")
    made.is_required = own.is_required
    if isinstance(own, widgets.Input):
        made.input_type = own.input_type or "text"  # Django takes it out of the attributes
    return made


def _choices(bound: BoundField, kind: str) -> list[dict[str, Any]]:
    hints = getattr(bound.field, "option_hints", {})
    found = []
    for number, one in enumerate(bound.subwidgets):
        value = str(one.data["value"])
        identity = one.data["attrs"].get("id") or f"{bound.html_name}-{number}"
        found.append(
            {
                "id": identity, "type": "radio" if kind == "radios" else "checkbox", "name": bound.html_name,
                "value": value, "label": one.data["label"], "selected": one.data["selected"],
                "hint": hints.get(value, ""), "attrs": {"disabled": one.data["attrs"].get("disabled", False)},
            }
        )  # fmt: skip
    return found


@register.inclusion_tag("components/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """Every field of a form in turn, the hidden ones included."""
    return {"form": form}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """What is wrong with one or more forms, each error a link to its field. Nothing where nothing is wrong."""
    found: list[dict[str, str]] = []
    for form in forms:
        found += [{"text": str(error), "target": ""} for error in form.non_field_errors()]
        for bound in form.visible_fields():
            target = bound.id_for_label or f"{bound.auto_id}_0"
            found += [{"text": f"{bound.label}: {error}", "target": target} for error in bound.errors]
        for bound in form.hidden_fields():
            found += [{"text": f"{bound.label}: {error}", "target": ""} for error in bound.errors]
    return {"problems": found}


@register.inclusion_tag("components/button.html")
def button(text: str, kind: str = "", *, url: str = "", name: str = "", value: str = "") -> dict[str, Any]:
    """A button that sends its form, or with `url` a link that looks like one. Kinds: secondary, warning."""
    return {"text": text, "kind": kind, "url": url, "name": name, "value": value}


@register.simple_tag
def tag(text: str, state: str = "plain") -> SafeString:
    """A state in a word: good, bad, due, new, sealed or plain."""
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', COLOURS.get(state, state), text)


@register.inclusion_tag("components/summary.html")
def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Facts: each row has `key` and `value`, and may have the value's `url` and `actions` (label, url)."""
    return {"rows": rows}


@register.simple_block_tag
def table(content: str, caption: str, *, quiet: bool = False, classes: str = "") -> SafeString:
    """A dense table around its rows. It scrolls inside itself, by keyboard too; its head stays in sight.

    `quiet` leaves the caption to those who cannot see the heading that stands above it. Cells may be of class wf-id,
    wf-when or wf-number, which do not wrap, or wf-text for what is read; a row in hand is wf-current.
    """
    hidden = "govuk-visually-hidden" if quiet else "govuk-table__caption--m"
    return format_html(
        '<div class="wf-table" role="region" aria-label="{}" tabindex="0"><table class="govuk-table wf-dense {}">'
        '<caption class="govuk-table__caption {}">{}</caption>{}</table></div>',
        *(caption, classes, hidden, caption, content),
    )


@register.simple_block_tag(takes_context=True)
def warning(context: Context, content: str) -> SafeString:
    """A sentence that must not be missed."""
    return _rendered(context, "components/warning.html", {"content": content})


@register.simple_block_tag(takes_context=True)
def banner(context: Context, content: str, title: str, kind: str = "") -> SafeString:
    """A box at the head of a page. Kinds: success, bad, due."""
    return _rendered(context, "components/banner.html", {"content": content, "title": title, "kind": kind})


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, number: int, last: int, parameter: str = "page") -> dict[str, Any]:
    """Links to the pages of a list beside this one; the address keeps everything else that was asked."""
    asked = context["request"].GET

    def url(page: int) -> str:
        changed = asked.copy()
        changed[parameter] = str(page)
        return f"?{changed.urlencode()}"

    near = sorted({1, number - 1, number, number + 1, last} & set(range(1, last + 1)))
    items: list[dict[str, Any]] = []
    for position, page in enumerate(near):
        if position and page - near[position - 1] > 1:
            items.append({"gap": True})
        items.append({"number": page, "url": url(page), "current": page == number})
    return {
        "items": items if last > 1 else [],
        "previous": url(number - 1) if number > 1 else "",
        "next": url(number + 1) if number < last else "",
    }


@register.filter
def instant(moment: datetime | str | None) -> str:
    """A moment to the second, in UTC and saying so: 2026-11-26 14:05:09 UTC. Empty where there is none."""
    if not moment:
        return ""
    read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    in_utc = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    return format_html(
        '<time datetime="{}">{}</time>', f"{in_utc:%Y-%m-%dT%H:%M:%SZ}", f"{in_utc:%Y-%m-%d %H:%M:%S} UTC"
    )


@register.filter
def day(moment: date | str | None) -> str:
    """A day as 2026-11-26, in UTC. Empty where there is none."""
    if not moment:
        return ""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if isinstance(moment, datetime) and moment.tzinfo:
        moment = moment.astimezone(UTC)
    return format_html('<time datetime="{0}">{0}</time>', f"{moment:%Y-%m-%d}")


def _rendered(context: Context, name: str, shown: dict[str, Any]) -> SafeString:
    found: Any = context.template.engine.get_template(name)  # type: ignore[union-attr]
    rendered: SafeString = found.render(context.new(shown))
    return rendered
