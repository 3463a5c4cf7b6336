"""Who signs: a person and the key they hold.

The record never keeps a person's private key. A key file opened with its passphrase becomes a `Signer` for as
long as one command runs. A passkey signs in its owner's browser: there the person is an `absent` signer, every action
stops before it records anything by raising `ToBeSigned` with the acts it would have recorded, and
`recording.record_signed` takes them with the signatures that were gathered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wholefile.core import keys
from wholefile.core.canonical import Value
from wholefile.core.signatures import sign_act


@dataclass(frozen=True, slots=True)
class Signer:
    """A person with an open Ed25519 key: `key` is its id, `seed` its 32 secret bytes, never shown."""

    person: str
    key: str
    seed: bytes = field(repr=False)

    @property
    def is_absent(self) -> bool:
        """Whether the key is not here, so that the person signs elsewhere."""
        return not self.seed

    @classmethod
    def of(cls, person: str, seed: bytes) -> "Signer":
        """The signer who holds this seed, with the id of the key worked out."""
        return cls(person, keys.key_id(keys.ED25519, keys.public_key_of(seed)), seed)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes that others check the signatures with."""
        return keys.public_key_of(self.seed)

    def sign(self, act: Mapping[str, object]) -> dict[str, Value]:
        """This person's signature on an act."""
        return sign_act(self.seed, act)


def absent(person: str) -> Signer:
    """A person whose key signs elsewhere: in a browser, on a card."""
    return Signer(person, "", b"")
