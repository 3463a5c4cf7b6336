"""What an auditor needs besides the record: acts that rules refused, and checks of the whole record."""
