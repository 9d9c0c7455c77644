"""What did a data subject ask for, by when is it due, what is to be done, and what is she told?

`request` is the value and its states, `deadlines` the clocks on it, `limits` how often and how far back, `proof` what
it takes to be believed, `plan` what is to be done to which rows, `flow` which step comes next, `reply` what the subject
is told. All of it is pure: rows are found and changed by `troth.estate`, steps are kept by `troth.store`.
"""
