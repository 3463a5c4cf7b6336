"""The ledger and its current state: the only part that writes, on SQLite or PostgreSQL."""
