"""What waits for somebody, told to them: on a page, in the header, by mail. Never anything they may not see."""
