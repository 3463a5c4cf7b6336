"""The portal of the defence: what was served on it, to read, check, acknowledge and object to."""
