"""The tests of a `proofs.py`, as they stand there: nothing is run."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessons.domain.claims import DEFINITION
from lessons.domain.lesson import Claim
from lessons.domain.sentences import Wording
from markup import Place, Report, suggest
from markup.python import REFUSALS, refusal, syntax_of

TEST, KEY, QUOTES = "test_", "key", '"""'
GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Proof:
    """A test: the `name` that `proof=` has for it, and whether it asks for the key.

    Its docstring is what it proves: each paragraph of it is said in a document, `quotes` are these and where they
    stand in the docstring.
    """

    name: str
    place: Place
    asks: bool
    quotes: tuple[tuple[str, Place], ...]


def function_of(name: str) -> str:
    """What the test is called that `proof=name` names."""
    return f"{TEST}{name.replace('-', '_')}"


def read_proofs(text: str, file: str, report: Report) -> tuple[Proof, ...] | None:
    """The tests of a file, from first to last; None where it does not compile, and `report` says why."""
    try:
        tree = syntax_of(text, file)
    except REFUSALS as error:
        line, column, why = refusal(error)
        report.error(Place(file, line, column), "C077", f"this does not compile: {why}", "mend the code")
        return None
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    proofs = tuple(_proof(node, file) for node in functions if node.name.startswith(TEST))
    _refuse_doubles(proofs, report)
    return proofs


def check_proofs(proofs: Sequence[Proof], claims: Sequence[Claim], texts: Sequence[Wording], report: Report) -> None:
    """Tells of proofs and claims that do not meet. `texts` are the documents that stand beside the proofs."""
    names = [proof.name for proof in proofs]
    for claim in named(claims):
        if claim.proof not in names:
            wanted = suggest(claim.proof, names) or f"write def {function_of(claim.proof)}(run, key) in proofs.py"
            report.error(claim.named, "C076", f"no test proves '{claim.proof}'", wanted)
    asking = {claim.proof for claim in named(claims) if claim.keyed}
    for proof in proofs:
        if proof.name in asking and not proof.asks:
            found = f"{function_of(proof.name)} does not look at the key that it is to prove"
            report.error(proof.place, "C076", found, f"ask for it: def {function_of(proof.name)}(run, key)")
        for quote, place in proof.quotes:
            if not any(text.find(quote) for text in texts):
                found = "no document beside this says what is quoted here"
                report.error(place, "C078", found, "quote a sentence as it stands there; explain in a comment")


def warn_of_idle(proofs: Sequence[Proof], claims: Sequence[Claim], report: Report) -> None:
    """Tells of proofs that are never run, for they ask for the key of no question, or that nothing needs."""
    wanted = {claim.proof for claim in claims}
    asking = {claim.proof for claim in claims if claim.keyed}
    names = {proof.name for proof in proofs}
    misspelt = any(claim.proof not in names for claim in named(claims))
    for proof in proofs:
        if proof.asks and proof.name not in asking and not misspelt:
            hint = f"write proof={proof.name} at a question, or do not ask for the key"
            report.error(proof.place, "C076", "this asks for a key, and no question names it", hint)
        elif not proof.asks and proof.name not in wanted and not proof.quotes:
            hint = f"write proof={proof.name} at a question, or quote a sentence in its docstring"
            report.warn(proof.place, "C076", "nothing names this proof, and it quotes nothing", hint)


def named(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims that name a test."""
    return (claim for claim in claims if claim.proof and claim.proof != DEFINITION)


def quotes_in(docstring: str) -> list[str]:
    """The paragraphs of a docstring, each of which is said in a document."""
    return [paragraph.strip() for paragraph in GAP.split(docstring) if paragraph.strip()]


def _refuse_doubles(proofs: Sequence[Proof], report: Report) -> None:
    """Python keeps the last of several functions of one name, and passes over the others in silence."""
    first: dict[str, Proof] = {}
    for proof in proofs:
        if first.setdefault(proof.name, proof) is not proof:
            found = f"a second {function_of(proof.name)}: the first one is never run"
            report.error(proof.place, "C025", found, f"rename one of them; see line {first[proof.name].place.line}")


def _proof(node: ast.FunctionDef | ast.AsyncFunctionDef, file: str) -> Proof:
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    name = node.name.removeprefix(TEST).replace("_", "-")
    return Proof(name, Place(file, node.lineno, node.col_offset + 1), KEY in names, tuple(_quotes(node, file)))


def _quotes(node: ast.FunctionDef | ast.AsyncFunctionDef, file: str) -> Iterator[tuple[str, Place]]:
    """The quotes of a docstring with their places, counted as in a docstring without escapes."""
    docstring = ast.get_docstring(node, clean=False) or ""
    start, offset = node.body[0], 0
    for quote in quotes_in(docstring):
        offset = docstring.index(quote, offset)
        line, edge = docstring.count("\n", 0, offset), docstring.rfind("\n", 0, offset)
        column = offset - edge if line else start.col_offset + len(QUOTES) + offset + 1
        yield quote, Place(file, start.lineno + line, column)
        offset += len(quote)
