"""What the models of one week have in common: points, completion, reviews, limits, and how they are solved.

Invariant: the value of a solution is the score of its plan (`slots`, `segments`), or not above it (`segments` without
cuts). The terms `mix` and, by construction of the kept weeks, more than one week are not modelled: such an instance
is refused.
"""
from collections import defaultdict

from instance import UNFINISHED_DAYS
from ortools.sat.python import cp_model


class Week:
    """A model under construction."""

    def __init__(self, inst):
        if inst.weeks != 1 or inst.weights.mix:
            raise ValueError("one week without a mix of strategies")
        self.inst, self.model = inst, cp_model.CpModel()
        self.points, self.base = [], 0
        self.items, self.items_on = [], defaultdict(list)      # (item, day, flag); day -> flags
        self.whole = {}                                         # step -> all of it is placed
        self.today = max(0, inst.now // 1440)

    def flag(self):
        return self.model.new_bool_var("")

    def number(self, most):
        return self.model.new_int_var(0, most, "")

    def pay(self, points, what):
        if points:
            self.points.append(points * what)

    def pay_excess(self, points, amount, free, most):
        """So many points for each one above the free amount."""
        over = self.number(most)
        self.model.add(over >= amount - free)
        self.pay(points, over)

    def amount(self, unit, step, placed):
        """All of a step, or as much as leaves room for another block; what is in no block costs."""
        inst = self.inst
        least = min(inst.shortest, step.left)
        whole = self.whole[step.key] = self.flag()
        self.model.add(placed >= step.left * whole)
        if step.left > least:
            self.model.add(placed <= step.left - least * (1 - whole))
        else:
            self.model.add(placed <= step.left * whole)
        points = inst.weights.unfinished * unit.prio * inst.grid
        self.base += points * step.left
        self.pay(-points, placed)

    def before(self, unit, number):
        """The steps that must end before this step of the unit begins."""
        if number:
            return [unit.steps[number - 1]]
        by_id = {u.id: u for u in self.inst.units}
        return [by_id[p].steps[-1] for p in unit.needs if by_id[p].steps]

    def completion(self, unit, by_day):
        """Points until the unit is complete; `by_day[d]`: it is by the end of day d. Answers on which day it is."""
        inst, w = self.inst, self.inst.weights
        for d in range(inst.days):
            points = unit.prio * (w.finish + (w.late if d >= inst.target else 0))
            self.base += points
            self.pay(-points, by_day[d])
        after = range(inst.days, inst.days + UNFINISHED_DAYS)
        points = unit.prio * sum(w.finish + (w.late if d >= inst.target else 0) for d in after)
        self.base += points
        self.pay(-points, self.whole[unit.steps[-1].key])
        return [by_day[d] - (by_day[d - 1] if d else 0) for d in range(inst.days)]

    def reviews(self, finished):
        """Review items: those that are known to be due, and those of units that are completed in this week."""
        for item, (due, interval) in self.inst.due.items():
            self._item(item, due, interval, 1)
        for unit, days in finished.items():
            before = 0
            for k, offset in enumerate(self.inst.offsets, 1):
                for day, ends in enumerate(days):
                    self._item((unit, k), day + offset, offset - before, ends)
                before = offset

    def _item(self, item, due, interval, exists):
        inst, held = self.inst, []
        early, late = inst.tolerance(interval)
        miss = inst.miss(due, interval)
        for day in range(max(self.today, due - early), min(inst.days - 1, due + late) + 1):
            flag = self.flag()
            held.append(flag)
            self.items.append((item, day, flag))
            self.items_on[day].append(flag)
            self.pay(inst.weights.review * (100 * abs(day - due) // interval - miss), flag)
        self.points.append(inst.weights.review * miss * exists)
        if held:
            self.model.add(sum(held) <= exists)

    def review_block(self, day, options):
        """At most one review block a day, as long as its items ask. `options`: (slots, flag)."""
        items, grid = self.items_on[day], self.inst.grid
        minutes = self.inst.item_min * sum(items)
        flags = [flag for _, flag in options]
        self.model.add(sum(flags) <= 1)
        self.model.add(minutes <= sum(grid * slots * flag for slots, flag in options))
        self.model.add(minutes >= sum((grid * (slots - 1) + 1) * flag for slots, flag in options))
        for flag in items:
            self.model.add(sum(flags) >= flag)

    def rhythm(self, rhythm, flags):
        """At most once; a period that ends within the week misses it if it is not held."""
        self.model.add(sum(flags) <= 1)
        if min(rhythm.last, rhythm.first + rhythm.every - 1) < self.inst.weeks:
            self.base += self.inst.weights.rhythm
            self.pay(-self.inst.weights.rhythm, sum(flags))

    def limits(self, load):
        """Day maximum and week budget; `load[day]`: slots in blocks."""
        grid = self.inst.grid
        for terms in load.values():
            self.model.add(grid * sum(terms) <= self.inst.day_max)
        self.model.add(grid * sum(sum(terms) for terms in load.values()) <= self.inst.budget[0])

    def items_at(self, value):
        """Day -> review items, as a plan writes them."""
        at = defaultdict(list)
        for (unit, k), day, flag in self.items:
            if value(flag):
                at[day].append({"unit": unit, "k": k})
        return at

    def solve(self, seconds, hint):
        """Status, proven bound (rounded up), and a function from variables to values if there is a solution.
        `hint`: (variable, value) of a known plan; the rest of it is found first."""
        self.model.minimize(sum(self.points) + self.base)
        for variable, value in hint:
            self.model.add_hint(variable, value)
        if hint:
            fixed = solver(seconds / 4)
            fixed.parameters.fix_variables_to_their_hinted_value = True
            if fixed.solve(self.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                whole = list(fixed.response_proto.solution)
                self.model.clear_hints()
                for index, value in enumerate(whole):
                    self.model.add_hint(self.model.get_int_var_from_proto_index(index), int(value))
        search = solver(seconds)
        status = search.solve(self.model)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        bound = int(-(-(search.best_objective_bound - 1e-6) // 1))
        return search.status_name(status), bound, search.value if found else None


def solver(seconds):
    """One worker, so that a run is repeatable and leaves the machine usable."""
    search = cp_model.CpSolver()
    search.parameters.num_workers = 1
    search.parameters.linearization_level = 2
    search.parameters.max_time_in_seconds = seconds
    return search


def block(inst, day, slot, slots, kind, serves, items):
    """A block as study-plan/1 writes it."""
    out = {"start": inst.text(day, slot), "minutes": slots * inst.grid, "kind": kind}
    if kind == "work":
        out["unit"], out["activity"] = serves
    elif kind == "rhythm":
        out["rhythm"] = serves
    else:
        out["items"] = items
    return out
