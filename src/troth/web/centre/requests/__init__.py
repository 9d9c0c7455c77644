"""How does a data subject use her rights, without an account and without a letter?

`granted` says which rights there are, `asking` holds what she has answered so far and which question comes next,
`forms` are the questions, `words` says things in her language, `begun` shows the first pages, `questions` asks,
`proving` finds out who she is, `receiving` makes the request, `status` and `following` show what became of it,
`letters` confirms it.
"""
