"""What does a language model propose for the clauses that the rules do not understand?

Nothing of this is used unless somebody asks for it (`troth read NOTICE --model URL`).

1. Asked about are the clauses that the rules left, and those that they doubt; one clause a question, with what stands
   around it (`asking`).
2. An answer is of our schema (`schema`) or it is none. Each part of it quotes the words that it rests on, and only what
   the clause itself, the vocabulary and the policy's own validation bear out is taken (`answers`, `bearing`,
   `proposing`). The notice's text is data: whatever it says to a model, an answer can only become an element that is
   proposed and cites its own clause, and none of the model's own words come into the policy.
3. What the rules found stays as it is: a model adds, it replaces nothing. What is refused is a value with its reason.
4. Two modules meet the outside world, by name in the contracts of imports: `endpoint` speaks HTTP, `keeping` keeps
   answers as files.
"""
