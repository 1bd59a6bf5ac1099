"""Measures how time and memory grow with the data. Called by scripts/scale-table."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PHASES = ["reading", "splitting", "training", "evaluation", "indexing"]


def measure(share, a, folder):
    file = pathlib.Path(folder) / "playlists.txt"
    java = pathlib.Path(a.java_home) / "bin" / "java"
    subprocess.run(
        [str(java), str(HERE / "Generate.java"), str(share), str(a.seed), str(file)], check=True
    )
    command = [str(ROOT / "scripts" / "segue"), "measure", "--index"]
    command += ["--playlists", str(file), "--epochs", str(a.epochs), "--threads", str(a.threads)]
    command += ["--min-count", str(a.min_count)]
    environment = {**os.environ, "SEGUE_JAVA_OPTS": f"-Xmx{a.heap}"}
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=False)
    size = file.stat().st_size
    file.unlink()
    if done.returncode:
        sys.exit(f"scale-table: at share {share:g} the training ended with {done.returncode}.")
    return {"share": share, "file_bytes": size, **json.loads(done.stdout)}


def main():
    parser = argparse.ArgumentParser(
        prog="scale-table",
        description="Trains on invented data of 1/10, 1/3 and 1/1 of the tutorial's size.",
    )
    parser.add_argument("--shares", type=float, nargs="+", default=[0.1, 1 / 3, 1.0])
    parser.add_argument("--heap", default="6g", help="heap of the JVM (default 6g)")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--min-count", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", help="write the result there")
    parser.add_argument("--java-home", required=True, help="set by scripts/scale-table")
    a = parser.parse_args()
    print(f"-Xmx{a.heap}, {a.threads} threads, {a.epochs} epoch(s), min_count {a.min_count}\n")
    print("| events | tracks | playlists | vectors | step | wall s | CPU s | RSS peak MiB | heap peak MiB |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for share in a.shares:
            row = measure(share, a, folder)
            rows.append(row)
            head = f"| {row['events']:,} | {row['tracks']:,} | {row['playlists']:,}"
            head += f" | {row['training']['vectors']:,}"
            for phase in PHASES:
                cost = row[phase]
                print(
                    f"{head} | {phase} | {cost['seconds']:.1f} | {cost['cpu_seconds']:.1f}"
                    f" | {cost.get('rss_peak_bytes', 0) / 2**20:,.0f}"
                    f" | {cost['heap_peak_bytes'] / 2**20:,.0f} |",
                    flush=True,
                )
                head = "| | | |"
            if a.json:
                pathlib.Path(a.json).write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
