"""In which other forms can a policy be given away?

One file a format, and each can be deleted whole; all are pure functions from a policy (and its notice) to text:

| module | gives |
|---|---|
| `json_schema` | the JSON Schema of `policy.yaml`, for editors |
| `reference` | the page of all keys, docs/policy-reference.md |
| `dpv` | JSON-LD in the terms of the W3C Data Privacy Vocabulary |
| `register` | the register of processing of GDPR Art. 30, as HTML and CSV |
| `layered` | the notice in two layers with margin notes, as Markdown and HTML |
| `fideslang` | YAML in the shape of fideslang |

`languages` says elements in plain words, in the reader's language; `page` is what the HTML pages have in common.
"""
