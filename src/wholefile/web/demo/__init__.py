"""What only the demo has: everybody's place without a secret, everybody's key, and a clock that goes on with the story.

Nothing of it works anywhere else; `guard` says where it does.
"""
