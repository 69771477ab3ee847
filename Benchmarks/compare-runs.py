#!/usr/bin/env python3
"""Runs two commands in turns and prints their medians: compare-runs.py ROUNDS NAME COMMAND NAME COMMAND

Times are of the processor (user and system), which a busy machine disturbs less than the clock's, with the clock's
beside; memory is the peak resident set.
"""
import os
import shlex
import statistics
import sys
import time


def run(command):
    begin = time.monotonic()
    process = os.fork()
    if process == 0:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(process, 0)
    if status != 0:
        sys.exit(f"{shlex.join(command)} ended with status {status}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    rounds = int(sys.argv[1])
    sides = [(sys.argv[2], shlex.split(sys.argv[3])), (sys.argv[4], shlex.split(sys.argv[5]))]
    results = {name: [] for name, _ in sides}
    for number in range(rounds):
        for name, command in sides:
            processor, clock, memory = run(command)
            results[name].append((processor, clock, memory))
            print(f"round {number + 1}  {name:12}  {processor:7.2f} s processor  {clock:7.2f} s  {memory / 1024:6.0f} MB", flush=True)
    medians = [statistics.median(row[0] for row in results[name]) for name, _ in sides]
    clocks = [statistics.median(row[1] for row in results[name]) for name, _ in sides]
    for (name, _), processor, clock in zip(sides, medians, clocks):
        peak = max(row[2] for row in results[name])
        print(f"{name}: median {processor:.2f} s processor, {clock:.2f} s clock, peak {peak / 1024:.0f} MB")
    first, second = sides[0][0], sides[1][0]
    print(f"{first} / {second}: {medians[0] / medians[1]:.2f} processor, {clocks[0] / clocks[1]:.2f} clock")


main()
