"""Trains gensim's Word2Vec on a split that Segue wrote, and measures it as Segue measures itself.

Prints one JSON object: words_per_second, seconds and cpu_seconds of Word2Vec.train alone (the
vocabulary is built before), and hr@100 on the validation part: the query is the last track but
one, the list the 100 nearest of all vectors by cosine without the query's own, and a question
about a track without a vector counts as missed.
"""

import argparse
import json
import os
import sys
import time

import numpy
from gensim.models import Word2Vec
from gensim.models.word2vec import LineSentence

K = 100


def cpu_seconds():
    times = os.times()
    return times.user + times.system


def hit_rate(vectors, validation):
    normed = vectors.vectors / numpy.linalg.norm(vectors.vectors, axis=1, keepdims=True)
    questions = 0
    queries, answers = [], []
    with open(validation, encoding="utf-8") as lines:
        for line in lines:
            tracks = line.split()
            questions += 1
            query = vectors.key_to_index.get(tracks[-2])
            answer = vectors.key_to_index.get(tracks[-1])
            if query is not None and answer is not None and query != answer:
                queries.append(query)
                answers.append(answer)
    hits = 0
    for start in range(0, len(queries), 256):
        asked = numpy.array(queries[start : start + 256])
        wanted = numpy.array(answers[start : start + 256])
        rows = numpy.arange(len(asked))
        scores = normed[asked] @ normed.T
        limit = scores[rows, wanted]
        scores[rows, asked] = -numpy.inf
        hits += int(((scores > limit[:, None]).sum(axis=1) < K).sum())
    return hits / max(1, questions)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--training", required=True)
    parser.add_argument("--validation", required=True)
    parser.add_argument("--algorithm", choices=["CBOW", "SKIP_GRAM"], required=True)
    parser.add_argument("--mode", choices=["corpus_file", "iterator"], default="corpus_file")
    parser.add_argument("--vector-size", type=int, required=True)
    parser.add_argument("--window", type=int, required=True)
    parser.add_argument("--negative", type=int, required=True)
    parser.add_argument("--ns-exponent", type=float, required=True)
    parser.add_argument("--min-count", type=int, required=True)
    parser.add_argument("--sample", type=float, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    a = parser.parse_args()

    model = Word2Vec(
        sg=1 if a.algorithm == "SKIP_GRAM" else 0,
        hs=0,
        vector_size=a.vector_size,
        window=a.window,
        negative=a.negative,
        ns_exponent=a.ns_exponent,
        min_count=a.min_count,
        sample=a.sample,
        epochs=a.epochs,
        alpha=0.025,
        min_alpha=0.0001,
        seed=a.seed,
        workers=a.threads,
    )
    if a.mode == "corpus_file":
        source = {"corpus_file": a.training}
        model.build_vocab(corpus_file=a.training)
        size = {"total_words": model.corpus_total_words}
    else:
        source = {"corpus_iterable": LineSentence(a.training)}
        model.build_vocab(LineSentence(a.training))
        size = {"total_examples": model.corpus_count}
    start, start_cpu = time.perf_counter(), cpu_seconds()
    model.train(**source, **size, epochs=model.epochs)
    seconds, cpu = time.perf_counter() - start, cpu_seconds() - start_cpu
    words = model.corpus_total_words * a.epochs
    json.dump(
        {
            "words": words,
            "words_per_second": words / seconds,
            "words_per_cpu_second": words / cpu,
            "seconds": seconds,
            "cpu_seconds": cpu,
            "vectors": len(model.wv),
            "hr@100": hit_rate(model.wv, a.validation),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
