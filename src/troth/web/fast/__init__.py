"""What is answered before Django, because it is asked thousands of times a second or must answer when little works?

1. Decisions (`decide`), the public files of the evidence log (`logfiles`), health, readiness and metrics.
2. Nothing here imports Django. What it needs of the rest it is given through one port (`desk`).
3. `dispatch.application` puts these in front of the Django application.

What it leaves out: everything that changes something, and every page.
"""
