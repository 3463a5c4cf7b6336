"""Who is in a document: people and organisations with every place that means them, and what they are in the matter."""
