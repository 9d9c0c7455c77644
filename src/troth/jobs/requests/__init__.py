"""How is a request carried out? Step by step, each durable, many requests at once.

`carry` takes what is due and ends it; each kind of step is a file beside it. `world` is what they reach: the store, the
estate, and whoever tells people.
"""
