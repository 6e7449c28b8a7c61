"""Solves the kept instances exactly, as far as the time allows: oracle.py DATA FOUND [--seconds S] [--only NAME ...]

Writes plans (NAME.MODEL.json) and bounds (oracle.jsonl) into the folder FOUND; the benchmark judges them and keeps
what is better. Instances that are proven already are left out.
Invariant: nothing written here is believed: plans are checked by the benchmark, a bound above a plan's score stops it.
"""
import argparse
import json
import pathlib
import time

import horizon
from instance import Instance
from segments import Segments
from slots import Slots


def models(inst):
    """The models that suit an instance, with their names: strongest first."""
    if inst.weeks > 1:
        return []
    if inst.published:
        return [("slots", Slots)]
    return [("segments", Segments), ("runs", lambda i: Segments(i, cut=False))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("found", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", nargs="*", default=[])
    args = parser.parse_args()
    args.found.mkdir(parents=True, exist_ok=True)
    known = json.loads((args.data / "known.json").read_text())
    with open(args.found / "oracle.jsonl", "w") as bounds:
        for path in sorted((args.data / "instances").glob("*.json")):
            name, state = path.stem, known.get(path.stem, {})
            if state and state["best"] == state["bound"] or args.only and name not in args.only:
                continue
            inst = Instance(json.loads(path.read_text()))
            for model, bound, status in solve(inst, name, state, args):
                print(f"{name}: {model}: {status}, at least {bound}", flush=True)
                line = {"instance": name, "model": model, "seconds": round(args.seconds), "bound": bound}
                bounds.write(json.dumps(line) + "\n")
                bounds.flush()


def solve(inst, name, state, args):
    """Model, bound and status of each model, until one proves its optimum."""
    if inst.weeks > 1:
        begin = time.time()
        bound = horizon.bound(inst, 15 * args.seconds)
        yield "linear", bound, f"{time.time() - begin:.0f} s"
        return
    for model, build in models(inst):
        week = build(inst)
        status, bound, value = week.solve(args.seconds, week.hint(best_plan(name, args)) if state else [])
        if value is not None:
            plan = {"format": "study-plan/1", "blocks": sorted(week.plan(value), key=lambda b: b["start"])}
            (args.found / f"{name}.{model}.json").write_text(json.dumps(plan))
        yield model, bound, status
        if status == "OPTIMAL":
            return


def best_plan(name, args):
    """The best plan that is kept."""
    return json.loads((args.data / "plans" / f"{name}.json").read_text())


if __name__ == "__main__":
    main()
