"""The interface for other systems: they read, prepare what people of theirs sign, and are told of acts."""
