"""The pages: the counter, the board, the portal, and everything else that people do with the record in a browser."""
