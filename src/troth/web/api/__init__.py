"""What can a program ask and tell an installation over HTTP?

Everything under `/api/v1/` but decisions, which are answered before Django (`troth.web.fast`). Rules:

1. The organisation comes from the key alone. No request names one, so none can name another's; what belongs to another
   organisation is not there.
2. A change, its evidence and the answer to its idempotency key are one transaction. What is refused leaves nothing.
3. A refusal is problem+json with our id (`troth.web.fast.problems`); nothing that was sent is repeated.
4. What is written of an answer is written in its shape, and the shape stands in the description
   (`/api/v1/openapi.json`); tests compare the two.
5. To start the process costs nothing of this: `urls` is light, the rest is loaded by the first request.
"""
