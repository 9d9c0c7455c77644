"""How do common frameworks answer the same questions over HTTP?

Each file is one of them, written as its own documentation writes an endpoint: `python -m bench.peers.web.NAME PORT`.
All do the same work (`work`): look up the key of the header, read the JSON, ask the same engine, write the JSON.
"""
