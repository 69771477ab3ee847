#!/usr/bin/env python3
"""Compares the classifier with scikit-learn, on the same splits in one run. Started by classify.sh."""
import argparse
import gzip
import json
import os
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import sklearn
from scipy.sparse import hstack
from sklearn.calibration import CalibratedClassifierCV
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

OUT_OF_SCOPE = "oos"


def words():
    return TfidfVectorizer(ngram_range=(1, 2))


def pieces():
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5))


def read(folder):
    path = folder / "train.tsv"
    opened = open(path, encoding="utf-8") if path.exists() else gzip.open(f"{path}.gz", "rt", encoding="utf-8")
    with opened as file:
        return [tuple(line.rstrip("\n").split("\t", 1)) for line in file if "\t" in line]


def splits(rows, seeds, sizes):
    """A tenth held out, and small parts of the rest to learn from: (name, seed, train, test)."""
    for seed in range(seeds):
        shuffled = rows[:]
        random.Random(seed).shuffle(shuffled)
        held_out = max(1, len(rows) // 10)
        test, train = shuffled[:held_out], shuffled[held_out:]
        yield "all", seed, train, test
        for size in sizes:
            # Few labels, so that each has some examples, and a larger test, so that the figures mean something.
            labels = sorted({label for label, _ in rows})
            some = set(random.Random(seed).sample(labels, min(len(labels), max(2, size // 30))))
            small = [row for row in shuffled if row[0] in some]
            if len(small) >= size + 200:
                yield str(size), seed, small[:size], small[size : size + 2000]


def baselines(train, test, with_logistic):
    """Accuracy and macro-F1 of each model of scikit-learn on each kind of features."""
    labels, texts = zip(*train)
    right, asked = zip(*test)
    kinds = [words(), pieces()]
    learned = [kind.fit_transform(texts) for kind in kinds]
    given = [kind.transform(asked) for kind in kinds]
    features = {
        "words": (learned[0], given[0]),
        "pieces": (learned[1], given[1]),
        "union": (hstack(learned).tocsr(), hstack(given).tocsr()),
    }
    models = [MultinomialNB(), ComplementNB(), LinearSVC()] + ([LogisticRegression(max_iter=200)] if with_logistic else [])
    results = {}
    for name, (rows, questions) in features.items():
        for model in models:
            answers = model.fit(rows, labels).predict(questions)
            results[f"{type(model).__name__} {name}"] = (
                accuracy_score(right, answers), f1_score(right, answers, average="macro", zero_division=0))
    return results


class Ours:
    def __init__(self, command, folder):
        self.command, self.model, self.folder = command, os.path.join(folder, "model"), folder

    def file(self, rows, name):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{label}\t{text}\n" for label, text in rows)
        return path

    def train(self, rows):
        path = self.file(rows, "train.tsv")
        begin, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([self.command, "train", "--data", path, "--model", self.model], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.monotonic() - begin, after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime

    def evaluate(self, rows):
        path = self.file(rows, "test.tsv")
        command = [self.command, "evaluate", "--model", self.model, "--data", path, "--json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def one_by_one(self, texts):
        """Seconds of the processor for a filter that is kept running and is asked one line at a time."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [self.command, "classify", "--model", self.model]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
        ) as process:
            for text in texts:
                process.stdin.write(text + "\n")
                process.stdout.readline()
            process.stdin.close()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime

    def confidences(self, texts):
        command = [self.command, "classify", "--model", self.model]
        done = subprocess.run(
            command, input="".join(f"{text}\n" for text in texts), capture_output=True, check=True, text=True)
        return [float(line.split("\t")[1]) for line in done.stdout.splitlines()]


def speed(ours, train, test):
    """Seconds to train and calibrate, and microseconds a text."""
    labels, texts = zip(*train)
    asked = [text for _, text in test][:300]
    clock, processor = ours.train(train)
    begin, used = time.monotonic(), time.process_time()
    make_pipeline(make_union(words(), pieces()), CalibratedClassifierCV(LinearSVC(), cv=5)).fit(texts, labels)
    their_clock, their_processor = time.monotonic() - begin, time.process_time() - used
    print(f"  training: ours {processor:.2f} s processor, {clock:.2f} s clock; "
          f"CalibratedClassifierCV {their_processor:.2f} s processor, {their_clock:.2f} s clock")
    plain = make_pipeline(make_union(words(), pieces()), LinearSVC()).fit(texts, labels)
    # Of the processor, as a busy machine makes a filter wait for its turn longer than it works.
    few, all_of_them = ours.one_by_one(asked[:1]), ours.one_by_one(asked * 10)
    ours_us = (all_of_them - few) / (len(asked) * 10 - 1) * 1e6
    begin = time.process_time()
    for text in asked:
        plain.predict([text])
    theirs_us = (time.process_time() - begin) / len(asked) * 1e6
    print(f"  one text: ours {ours_us:.0f} µs of the processor with its pipe, LinearSVC {theirs_us:.0f} µs, "
          f"{theirs_us / ours_us:.0f} times")
    many = [text for _, text in test] * (1 + 4000 // len(test))
    begin = time.perf_counter()
    ours.confidences(many)
    batch = (time.perf_counter() - begin) / len(many) * 1e6
    begin = time.perf_counter()
    plain.predict(many)
    their_batch = (time.perf_counter() - begin) / len(many) * 1e6
    print(f"  {len(many)} texts: ours {batch:.0f} µs each with start and loading, LinearSVC {their_batch:.0f} µs each")


def out_of_scope(ours, train, test, strange):
    labels, texts = zip(*train)
    known = [text for _, text in test]
    truth = [1] * len(known) + [0] * len(strange)
    margins = make_pipeline(make_union(words(), pieces()), LinearSVC()).fit(texts, labels).decision_function(known + strange)
    print(f"  out of scope, AUROC: ours {roc_auc_score(truth, ours.confidences(known + strange)):.4f}, "
          f"LinearSVC {roc_auc_score(truth, margins.max(axis=1)):.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vaguemestre", required=True)
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=[300, 600])
    parser.add_argument("--sets", nargs="*", help="names of sets; all by default")
    parser.add_argument("--logistic-up-to", type=int, default=3000, help="examples up to which LogisticRegression is run")
    arguments = parser.parse_args()
    folders = sorted(path.parent for path in arguments.data.glob("*/train.tsv*"))
    folders = [folder for folder in folders if not arguments.sets or folder.name in arguments.sets]
    if not folders:
        sys.exit(f"classify.py: no set in {arguments.data}")
    print(f"scikit-learn {sklearn.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(arguments.vaguemestre, folder)
        for path in folders:
            rows = read(path)
            strange = [text for label, text in rows if label == OUT_OF_SCOPE]
            rows = [row for row in rows if row[0] != OUT_OF_SCOPE]
            table = {}
            for name, seed, train, test in splits(rows, arguments.seeds, arguments.sizes):
                best = baselines(train, test, len(train) <= arguments.logistic_up_to)
                ours.train(train)
                result = ours.evaluate(test)
                line = table.setdefault(name, [])
                line.append((result, best))
                if name == "all" and seed == 0:
                    print(f"{path.name}: {len(train)} examples, {len(set(l for l, _ in train))} labels", flush=True)
                    speed(ours, train, test)
                    if strange:
                        out_of_scope(ours, train, test, strange)
            for name, runs in table.items():
                # The best of theirs by its mean over the seeds, for each measure by itself.
                means = {
                    model: [statistics.mean(best[model][measure] for _, best in runs) for measure in (0, 1)]
                    for model in runs[0][1]
                }
                by_accuracy = max(means, key=lambda model: means[model][0])
                by_f1 = max(means, key=lambda model: means[model][1])
                mean = {key: statistics.mean(run[key] for run, _ in runs) for key in ("accuracy", "macro_f1", "ece", "coverage_at_95")}
                print(
                    f"  {name:>4} ({len(runs)} seeds): accuracy {mean['accuracy']:.4f}, best {means[by_accuracy][0]:.4f} "
                    f"({by_accuracy}); macro-F1 {mean['macro_f1']:.4f}, best {means[by_f1][1]:.4f} ({by_f1}); "
                    f"ECE {mean['ece']:.3f}, coverage at 95 % {mean['coverage_at_95']:.3f}", flush=True)


main()
