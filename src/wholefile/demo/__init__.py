"""`wholefile demo`: one fictional case, told through the same actions that people use, and then cheated with.

Nothing in it is asserted by printing: a refusal is the rule's own, a proof is the verifier's own verdict, and a step
that goes otherwise than told ends the demo with exit code 1.
"""
