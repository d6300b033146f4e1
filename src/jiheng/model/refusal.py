"""The one error a user can cause: a file that cannot be read or a request that cannot be done."""

from __future__ import annotations


class Refusal(Exception):
    """One clear sentence with file, place and remedy; the door prints it and exits with 2.

    ``file`` as the user named it, ``problem`` what is wrong, ``remedy`` what to do, each in
    Chinese and English; ``where`` the place inside the file, or "".
    """

    def __init__(
        self,
        file: str,
        problem: str,
        remedy: str,
        *,
        problem_en: str = "",
        remedy_en: str = "",
        where: str = "",
    ) -> None:
        self.file = file
        self.problem = problem
        self.remedy = remedy
        self.problem_en = problem_en or problem
        self.remedy_en = remedy_en or remedy
        self.where = where
        super().__init__(self.sentence())

    def __reduce__(self) -> tuple[object, ...]:
        """A refusal travels between processes whole."""
        return _again, (self.file, self.problem, self.remedy), dict(self.__dict__)

    def sentence(self, lang: str = "zh") -> str:
        """The whole message in one line."""
        at = (
            f"（{self.where}）"
            if self.where and lang == "zh"
            else f" ({self.where})"
            if self.where
            else ""
        )
        if lang == "zh":
            return f"{self.file}{at}：{self.problem}。{self.remedy}。"
        return f"{self.file}{at}: {self.problem_en}. {self.remedy_en}."


def _again(file: str, problem: str, remedy: str) -> Refusal:
    return Refusal(file, problem, remedy)
