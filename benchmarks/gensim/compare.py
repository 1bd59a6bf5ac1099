"""Trains Segue and gensim in turn on the same split with the same hyperparameters.

Called by scripts/compare-gensim, which finds a Python that has gensim.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIGURES = ["words_per_second", "words_per_cpu_second", "seconds", "cpu_seconds", "hr@100"]


def segue(arguments):
    command = [str(ROOT / "scripts" / "segue"), "measure", *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def run_segue(a, shared):
    # The wall time is that of the epochs. The processor time is the whole process's during the
    # training step: counting the tracks, the JIT compiler and the garbage collector included.
    training = (report := segue(["--playlists", a.playlists, *shared]))["training"]
    return {
        "words": training["words"],
        "words_per_second": training["words_per_second"],
        "words_per_cpu_second": training["words"] / training["cpu_seconds"],
        "seconds": training["training_seconds"],
        "cpu_seconds": training["cpu_seconds"],
        "vectors": training["vectors"],
        "hr@100": report["evaluation"]["hr@100"],
    }


def run_gensim(folder, mode, shared):
    command = [
        sys.executable,
        str(HERE / "train.py"),
        f"--training={folder}/training.txt",
        f"--validation={folder}/validation.txt",
        f"--mode={mode}",
        *shared,
    ]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def summary(runs):
    return {
        figure: {
            "mean": statistics.mean(run[figure] for run in runs),
            "sd": statistics.stdev(run[figure] for run in runs) if len(runs) > 1 else 0.0,
        }
        for figure in FIGURES
    }


def main():
    parser = argparse.ArgumentParser(
        prog="compare-gensim",
        description="Trains Segue and gensim in turn on the same playlists and compares them.",
    )
    parser.add_argument("--playlists", required=True, help="a file or folder of playlists")
    parser.add_argument("--seeds", type=int, default=3, help="how many times each (default 3)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of both")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--min-count", type=int, default=3)
    parser.add_argument("--algorithms", nargs="+", default=["CBOW", "SKIP_GRAM"])
    parser.add_argument(
        "--mode",
        choices=["corpus_file", "iterator"],
        default="corpus_file",
        help="how gensim reads (default corpus_file, its faster way)",
    )
    parser.add_argument("--json", help="write the result there")
    a = parser.parse_args()
    hyperparameters = {
        "vector-size": 48,
        "window": 10,
        "negative": 5,
        "ns-exponent": 0.75,
        "min-count": a.min_count,
        "sample": 0.001,
        "epochs": a.epochs,
        "threads": a.threads,
    }
    result = {
        "playlists": a.playlists,
        "gensim_mode": a.mode,
        "hyperparameters": hyperparameters,
        "algorithms": {},
    }
    with tempfile.TemporaryDirectory() as folder:
        split = segue(["--playlists", a.playlists, "--write-split", folder])
        result["split"] = {key: split[key] for key in ("playlists", "events", "tracks")}
        for algorithm in a.algorithms:
            runs = {"segue": [], "gensim": []}
            for seed in range(1, a.seeds + 1):
                shared = [f"--{key}={value}" for key, value in hyperparameters.items()]
                shared += [f"--algorithm={algorithm}", f"--seed={seed}"]
                order = ["segue", "gensim"] if seed % 2 else ["gensim", "segue"]
                for engine in order:
                    run = (
                        run_segue(a, shared)
                        if engine == "segue"
                        else run_gensim(folder, a.mode, shared)
                    )
                    runs[engine].append(run)
                    print(
                        f"{algorithm:9} seed {seed} {engine:6}"
                        f" {run['words_per_second']:12,.0f} words/s"
                        f" {run['words_per_cpu_second']:12,.0f} words/CPU s"
                        f" {run['cpu_seconds']:7.1f} CPU s"
                        f" {run['vectors']:8,} vectors"
                        f"  hr@100 {run['hr@100']:.4f}",
                        flush=True,
                    )
                words = {runs[engine][-1]["words"] for engine in runs}
                if len(words) > 1:
                    sys.exit(f"compare-gensim: the two read different numbers of words: {words}")
            means = {engine: summary(runs[engine]) for engine in runs}
            ratios = {
                figure: means["segue"][figure]["mean"] / means["gensim"][figure]["mean"]
                for figure in FIGURES
                if means["gensim"][figure]["mean"]
            }
            result["algorithms"][algorithm] = {"runs": runs, "mean": means, "ratio": ratios}
            print(
                f"{algorithm:9} segue : gensim"
                f"  words/s {ratios['words_per_second']:.2f}"
                f"  words/CPU s {ratios['words_per_cpu_second']:.2f}"
                f"  hr@100 {means['segue']['hr@100']['mean']:.4f}"
                f" ± {means['segue']['hr@100']['sd']:.4f}"
                f" : {means['gensim']['hr@100']['mean']:.4f}"
                f" ± {means['gensim']['hr@100']['sd']:.4f}",
                flush=True,
            )
    if a.json:
        pathlib.Path(a.json).write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
