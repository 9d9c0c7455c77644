"""The peers of `bench/decisions.py`: one file each, all asked the same questions about the same subjects.

A peer is made from the problem and answers `ask(subject's number, question's number)`. What a caller would have to do
for each call (put the subject's facts and the question together) is part of the call; what can be prepared once is not.
"""
