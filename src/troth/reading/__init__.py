"""Which policy follows from the text of a notice?

Reading is one stage of the flow: a notice goes in, and what comes out is a reading of each clause and the draft of a
policy whose elements cite the clauses that they come from. It is made of rules and word lists that are written here; it
holds no model, and the same text always gives the same bytes. A person reviews the draft before it is in force.
"""
