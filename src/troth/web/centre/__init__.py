"""What does a data subject see of an organisation? Its notice, what each sentence does, her choices, its versions.

Each page is a value made by a pure function from the policy, the notice and what was recorded (`..._page.py`), and a
template that shows it. What is known comes from a `Shelf`; the views only join the two.
"""
