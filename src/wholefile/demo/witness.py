"""The court's witness of the story: a real one, on loopback HTTP, with its own key and store."""
