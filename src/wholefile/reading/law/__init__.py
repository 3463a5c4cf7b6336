"""The law in a document: charges, claims, relief, acts of courts, cited documents, statutes and citations."""
