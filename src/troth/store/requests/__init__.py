"""How are requests, and the steps that carry them out, kept?

`cases` keeps what was asked and where it stands, `steps` what is due and who has taken it, `sealed` what of a request
is personal and under which key, `estates` the reviewed estate of an organisation, `holds` the reasons to keep data.
`followed` is what the subject herself sees, `permission` the look at whoever asks for her.
"""
