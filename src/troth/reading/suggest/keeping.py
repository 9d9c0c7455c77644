"""Where are a language model's answers kept, so that nothing is asked twice?

One file an answer, in one folder, named by the digest of all that the answer depends on: the model's name, the words of
the question, the version of the schema (`Question.digest`). Rules:

1. What is kept is the answer as it came, and it is looked at again whenever it is used: a file that somebody changed
   can do no more than a model could.
2. Only what is an answer is kept, and a file that holds none counts as none: it is asked again.
3. A file is there whole or not at all. No key, address or time is ever in one.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed
from troth.reading.suggest.answers import LONGEST_ANSWER, is_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from troth.reading.suggest.asking import Question

_HIDDEN_PROCESS = ".{name}.{process}"


class Kept:
    """Answers of one model, from a folder where they are there, else from `ask`. `used` counts those of the folder."""

    def __init__(self, folder: Path, model: str, ask: Callable[[Question], str]) -> None:
        self._folder, self._model, self._ask = folder, model, ask
        self.used = 0

    def __call__(self, question: Question) -> str:
        """The answer to a question.

        Raises:
            OutsideWorldFailed: `model.cache-unusable`, where the folder cannot be read or written; what asking raises.
        """
        file = self._folder / f"{question.digest(self._model)}.json"
        try:
            kept = self._read(file)
            if kept is not None and is_answer(question, kept):
                self.used += 1
                return kept
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from error
        answer = self._ask(question)
        if is_answer(question, answer):
            try:
                self._write(file, answer)
            except OSError as error:
                raise self._unusable(error) from error
        return answer

    def _read(self, file: Path) -> str | None:
        try:
            with file.open("rb") as stream:
                return stream.read(4 * LONGEST_ANSWER + 1).decode(errors="replace")
        except FileNotFoundError:
            return None

    def _write(self, file: Path, answer: str) -> None:
        half = file.with_name(_HIDDEN_PROCESS.format(name=file.name, process=os.getpid()))
        try:
            half.write_bytes(answer.encode())
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)

    def _unusable(self, error: OSError) -> OutsideWorldFailed:
        return OutsideWorldFailed(
            f"the folder of a model's answers cannot be used: {error.strerror}",
            id="model.cache-unusable",
            help="name a folder that may be written to, by `--model-cache`",
        )
