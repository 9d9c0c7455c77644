"""Which kinds of demand can a law make of a notice? One file each, named by `demand` of the items in `troth.laws`.

`look(seen, item, regime)` answers with the elements of the policy that say it, and with what they leave out.
"""
