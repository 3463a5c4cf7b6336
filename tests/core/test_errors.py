import pytest

from wholefile.core import errors

KINDS = (
    errors.NotFound,
    errors.Invalid,
    errors.Forbidden,
    errors.Conflict,
    errors.Unprocessable,
    errors.Unavailable,
    errors.IntegrityFailure,
)


def test_every_kind_has_its_own_exit_code_and_a_status():
    assert set(errors.WholefileError.__subclasses__()) == set(KINDS)
    assert set(errors.EXIT_CODE) == set(errors.HTTP_STATUS) == set(KINDS)
    assert len(set(errors.EXIT_CODE.values())) == len(KINDS)
    assert not {0, 1, 2} & set(errors.EXIT_CODE.values())
    assert all(400 <= status < 600 for status in errors.HTTP_STATUS.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_stands_in_the_tree_of_the_docstring(kind):
    assert f"── {kind.__name__} " in (errors.__doc__ or "")


def test_an_error_carries_code_and_message_and_shows_both():
    error = errors.Conflict("case.taken", "The docket number is in use.")
    assert (error.code, error.message) == ("case.taken", "The docket number is in use.")
    assert str(error) == "The docket number is in use. [case.taken]"


def test_a_subclass_answers_like_its_kind():
    class Fork(errors.IntegrityFailure):
        pass

    assert errors.exit_code(Fork("x", "y")) == errors.EXIT_CODE[errors.IntegrityFailure]
    assert errors.http_status(Fork("x", "y")) == 500
