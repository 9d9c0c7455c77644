"""What did each subject say about her data, and what is her last word?

`events` records what was said, `state` derives the last word, `scope` says how far a word reaches under a policy,
`suppression` keeps what must outlive an erasure, `signals` weighs what a browser sends, `binding` says which version
of the policy holds for whom and for which datum, and `receipt` gives the subject her copy.
"""
