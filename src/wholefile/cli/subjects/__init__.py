"""Commands that record acts: one module per subject, each a table from a word to an action."""
