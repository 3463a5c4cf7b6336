"""Which rules and which language model a reading is by, so that another version is known to have to read again."""

from importlib.util import find_spec

from wholefile.reading import language

# What a reading proposes depends on the rules; whoever changes one raises this number.
VERSION = "5"


def version_of(model: str) -> str:
    """The version of a reading by these rules and this model; empty without one."""
    return f"wholefile {VERSION}" + (f", {model}" if model else ", by rules alone")


def version_now() -> str:
    """The version that a reading made now would have, without loading the model."""
    installed = find_spec("spacy") is not None and find_spec(language.PACKAGE) is not None
    return version_of(f"{language.PACKAGE} {language.VERSION}" if installed else "")
