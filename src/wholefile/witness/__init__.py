"""A witness: remembers how far each log has come, and cosigns only what continues it (C2SP tlog-witness).

A court, a bar association or a newspaper runs one on its own machine, from the base install. Whoever accepts only
cosigned checkpoints cannot be shown another history than everybody else.

    store     what was seen, durable before it is said          protocol  the judgement on a request
    server    the same over HTTP                                cli       `wholefile witness`
"""

from wholefile.witness.protocol import Answer, Witness
from wholefile.witness.server import running
from wholefile.witness.store import Evidence, Seen, WitnessStore

__all__ = ["Answer", "Evidence", "Seen", "Witness", "WitnessStore", "running"]
