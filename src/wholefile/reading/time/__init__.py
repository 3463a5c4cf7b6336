"""From the English of dates and durations to TIMEX3 values, and from those to the days that bound them.

A text is cut into tokens (lexer), every token gets one letter for what it can be in a time expression (words), and the
rules are small patterns over those letters (grammar), so that no rule ever scans the text itself.
"""
