"""Acts that wait for signatures, the passkeys that make them, and the pages on which people sign."""
