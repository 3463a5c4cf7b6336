"""Invitations: a link, good once and for 72 hours, on which the owner of an account sets their password or passkey.

There is no other way to begin, and none to recover: whoever lost everything is given a new link by an administrator,
who knows them. The secret in the link is kept nowhere; the table has its digest.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wholefile.core.errors import Conflict, Invalid, NotFound
from wholefile.record import lookups
from wholefile.web import office
from wholefile.web.accounts import events
from wholefile.web.accounts.models import Account, Invitation

GOOD_FOR = timedelta(hours=72)
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def make_account(name: str, *, person: str = "", email: str = "", by: str = "") -> Account:
    """A new account that nobody can enter yet. Raises Invalid for a name, Conflict for one that was given before."""
    if not NAME.fullmatch(name):
        raise Invalid(
            "account.name", _("A name is 2 to 60 small letters, digits, dots, hyphens or underscores.")
        )
    with transaction.atomic():
        if Account.objects.filter(username=name).exists():
            raise Conflict("account.known", _("This name was given before; names are not given twice."))
        made = Account.objects.create_user(name, email, None, person=person)
    events.note("account made", events.DONE, account=made, by=by, detail=person)
    return made


def invite(account: Account, *, by: str = "", afresh: bool = False) -> str:
    """The address of a new link for this account; earlier links end. Mailed too, where mail is set up."""
    now, token = timezone.now(), secrets.token_urlsafe(32)
    Invitation.objects.filter(account=account, used_at=None).delete()
    Invitation.objects.create(
        digest=_digest(token),
        account=account,
        made_by=by,
        made_at=now,
        expires_at=now + GOOD_FOR,
        afresh=afresh,
    )
    events.note("invited", events.DONE, account=account, by=by, detail="afresh" if afresh else "")
    url = f"{_site(account)}/invitation/{token}"
    if account.email and settings.EMAIL_HOST:
        said = _("On this page you set your password or passkey. It is good once, for 72 hours:")
        send_mail(_("Your account"), f"{said}\n\n{url}\n", None, [account.email], fail_silently=True)
    return url


def first_link(person: str) -> str:
    """A link for somebody of the record who may have no account yet: how the founders of a record come in.

    It is for whoever runs the server; an account that was closed is opened again. Raises NotFound for nobody.
    """
    row = lookups.person(office.record().db, person)
    account = Account.objects.filter(person=person).order_by("-is_active", "pk").first()
    if account is None:
        account = make_account(_free_name(row.name), person=person)
    elif not account.is_active:
        account.is_active, account.last_login, account.date_joined = True, None, timezone.now()
        account.save(update_fields=["is_active", "last_login", "date_joined"])
        events.note("account opened", events.DONE, account=account, by="the server's operator")
    return invite(account)


def found(token: str) -> Invitation:
    """The invitation behind a link. Raises NotFound for one that was used, is too old, or never was."""
    row = Invitation.objects.select_related("account").filter(digest=_digest(token)).first()
    if row is None or row.used_at or row.expires_at <= timezone.now() or not row.account.is_active:
        raise NotFound(
            "invitation.over", _("This link was used or is too old. Ask an administrator for another.")
        )
    return row


def used_up(account: Account) -> None:
    """The owner has come in: links of this account that are still open end."""
    Invitation.objects.filter(account=account, used_at=None).update(used_at=timezone.now())


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _site(account: Account) -> str:
    """The office's address, or the portal's for somebody of the defence alone."""
    where = settings.WHOLEFILE_ADDRESSES
    roles = lookups.roles(office.record().db, account.person) if account.person else set()
    grants = (
        office.record().db.rows("role_grant", person=account.person, ended_seq=None) if account.person else []
    )
    held = roles | {one.role for one in grants}
    return str(where.portal if held == {"defence"} else where.office)


def _free_name(name: str) -> str:
    """A name for an account, made from somebody's own: Ana Ortiz is ana.ortiz, and the next of that name ana.ortiz2."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = ".".join(re.findall(r"[a-z0-9]+", plain))[:50] or "account"
    base = base if NAME.fullmatch(base) else f"{base}.1"
    number, made = 1, base
    while Account.objects.filter(username=made).exists():
        number += 1
        made = f"{base}{number}"
    return made
