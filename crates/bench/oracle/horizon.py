"""A lower bound for whole plans: a linear program over stretches of a few days. `share[u][n]` is the part of a unit that
is done by the end of stretch n, `ended[u][n]` relaxes that it is complete.

Invariant: every plan is a solution with no higher value, so its optimum bounds them all. Left out, which only lowers
it: deep windows, massing, units a day, when a review is held, and on which day of a stretch a unit is complete (it
counts as the first).
"""
import numpy as np
import scipy.sparse as sparse
from instance import MISSED_PERCENT, UNFINISHED_DAYS
from scipy.optimize import linprog


class Program:
    """Minimise the points of the variables such that each row's sum is at most its limit."""

    def __init__(self):
        self.bounds, self.points, self.rows, self.limits, self.base = [], [], [], [], 0.0

    def variable(self, most, points=0.0):
        self.bounds.append((0, most))
        self.points.append(points)
        return len(self.bounds) - 1

    def at_most(self, terms, limit):
        self.rows.append(terms)
        self.limits.append(limit)

    def least(self, seconds):
        """The optimum, or None if there was no time for it."""
        row = np.concatenate([[i] * len(terms) for i, terms in enumerate(self.rows)])
        column = np.array([v for terms in self.rows for v, _ in terms])
        factor = np.array([k for terms in self.rows for _, k in terms], float)
        matrix = sparse.csr_matrix((factor, (row, column)), shape=(len(self.rows), len(self.bounds)))
        done = linprog(self.points, A_ub=matrix, b_ub=self.limits, bounds=self.bounds, method="highs-ipm",
                       options={"time_limit": seconds})
        return done.fun + self.base if done.status == 0 else None


def most_minutes(inst, day):
    """Most minutes of study that a day holds: blocks and breaks in its runs, by dynamic programming."""
    best = 0
    for a, b in inst.runs(day):
        held = [0] * (b - a + inst.gap + 1)
        for s in range(b - a - 1, -1, -1):
            held[s] = max([held[s + 1]] + [n + held[min(s + n + inst.gap, b - a)]
                                           for n in range(1, min(b - a - s, inst.longest) + 1)])
        best += held[0]
    return min(best * inst.grid, inst.day_max)


# Days of one stretch, none across a week's end. With single days the bound of half a year rises by 1.5 % and takes
# five times as long.
DAYS = 3


def bound(inst, seconds):
    """No plan has fewer points; None if the time was too short."""
    if inst.published:
        raise ValueError("whole plans without published blocks")
    held = {d: most_minutes(inst, d) for d in range(inst.days)}
    stretches = []
    for week in range(inst.weeks):
        days = [d for d in range(7 * week, 7 * week + 7) if held[d]]
        stretches += [days[i:i + DAYS] for i in range(0, len(days), DAYS)]
    least = Horizon(inst, stretches, held).program.least(seconds)
    # The solver's own tolerance, and a point is whole.
    return None if least is None else int(least - 1e-6 * abs(least))


class Horizon:
    """The program of one instance. A stretch is the list of its days that have time at all."""

    def __init__(self, inst, stretches, held):
        self.inst, self.stretches, self.program = inst, stretches, Program()
        self.units = [u for u in inst.units if u.steps]
        self.load = [[] for _ in stretches]              # minutes of a stretch
        self.breaks = [[] for _ in stretches]            # minutes of its breaks
        self.share, self.ended = [], []
        for unit in self.units:
            self._unit(unit)
        self._order()
        self._work_blocks()
        for rhythm in inst.rhythms:
            self._rhythm(rhythm)
        self._reviews()
        self._limits(held)
        for first in range(0, inst.weeks, inst.mix_weeks):
            self._mix(first)

    def _minutes(self, unit):
        return self.inst.grid * sum(s.left for s in unit.steps)

    def _unit(self, unit):
        """Its share grows with time; each stretch by whose end it is not complete costs."""
        inst, w, program = self.inst, self.inst.weights, self.program
        minutes = self._minutes(unit)
        points = lambda d: unit.prio * (w.finish * d + w.late * max(0, d - inst.target)) if unit.finishes else 0
        never = points(inst.days + UNFINISHED_DAYS)
        program.base += never + w.unfinished * unit.prio * minutes
        share, ended = [], []
        for n, days in enumerate(self.stretches):
            last = n + 1 == len(self.stretches)
            after = never if last else points(self.stretches[n + 1][0])
            share.append(program.variable(1, -w.unfinished * unit.prio * minutes if last else 0))
            ended.append(program.variable(1, points(days[0]) - after))
            program.at_most([(ended[n], 1), (share[n], -1)], 0)
            self.load[n].append((share[n], minutes))
            if n:
                program.at_most([(share[n - 1], 1), (share[n], -1)], 0)
                program.at_most([(ended[n - 1], 1), (ended[n], -1)], 0)
                self.load[n].append((share[n - 1], -minutes))
        self.share.append(share)
        self.ended.append(ended)

    def _order(self):
        """No part of a unit before all of what it needs."""
        place = {u.id: i for i, u in enumerate(self.units)}
        for i, unit in enumerate(self.units):
            for need in unit.needs:
                if need in place:
                    for n in range(len(self.stretches)):
                        self.program.at_most([(self.share[i][n], 1), (self.ended[place[need]][n], -1)], 0)

    def _work_blocks(self):
        """Blocks are no longer than the longest; a complete unit has as many as its steps ask for."""
        inst, program = self.inst, self.program
        longest, gap = inst.longest * inst.grid, inst.gap * inst.grid
        blocks = [program.variable(None, inst.weights.block) for _ in self.stretches]
        for n, number in enumerate(blocks):
            program.at_most([(v, k / longest) for v, k in self.load[n]] + [(number, -1)], 0)
            self.breaks[n].append((number, gap))
        of_units = []
        for i, unit in enumerate(self.units):
            number = program.variable(None)
            fewest = sum(-(-s.left // inst.longest) for s in unit.steps)
            program.at_most([(self.ended[i][-1], fewest), (number, -1)], 0)
            program.at_most([(self.share[i][-1], self._minutes(unit) / longest), (number, -1)], 0)
            of_units.append((number, 1))
        program.at_most(of_units + [(number, -1) for number in blocks], 0)

    def _rhythm(self, rhythm):
        inst, w = self.inst, self.inst.weights
        for first in range(rhythm.first, min(rhythm.last, inst.weeks - 1) + 1, rhythm.every):
            last = min(first + rhythm.every - 1, rhythm.last)
            must = last < inst.weeks
            held = []
            for n, days in enumerate(self.stretches):
                if first <= days[0] // 7 <= last:
                    there = self.program.variable(1, w.block - (w.rhythm if must else 0))
                    held.append((there, 1))
                    self.load[n].append((there, rhythm.slots * inst.grid))
                    self.breaks[n].append((there, inst.gap * inst.grid))
            if held:
                self.program.at_most(held, 1)
            if must:
                self.program.base += w.rhythm

    def _reviews(self):
        """Of all units together: by the end of each week, what had to be held by then is held or missed."""
        inst, w, program = self.inst, self.inst.weights, self.program
        on_day, before = [[] for _ in self.stretches], 0
        for offset in inst.offsets:
            late = inst.tolerance(offset - before)[1]
            before = offset
            missed = program.variable(None, MISSED_PERCENT * w.review)
            so_far = [(missed, -1)]
            for n, days in enumerate(self.stretches):
                number = program.variable(None)
                so_far.append((number, -1))
                on_day[n].append(number)
                self.load[n].append((number, inst.item_min))
                if n + 1 == len(self.stretches) or self.stretches[n + 1][0] // 7 != days[0] // 7:
                    limit = days[-1] - offset - late
                    over = [m for m, earlier in enumerate(self.stretches) if earlier[-1] <= limit]
                    if over:
                        complete = [(self.ended[i][over[-1]], 1) for i, u in enumerate(self.units) if u.finishes]
                        program.at_most(complete + so_far, 0)
        most = inst.longest * inst.grid // inst.item_min
        for n, numbers in enumerate(on_day):
            there = program.variable(len(self.stretches[n]), w.block)
            program.at_most([(number, 1) for number in numbers] + [(there, -most)], 0)
            self.breaks[n].append((there, inst.gap * inst.grid))

    def _limits(self, held):
        inst, program = self.inst, self.program
        by_week = {}
        for n, days in enumerate(self.stretches):
            room = sum(b - a + inst.gap for day in days for a, b in inst.runs(day)) * inst.grid
            program.at_most(self.load[n] + self.breaks[n], room)
            program.at_most(self.load[n], sum(held[day] for day in days))
            by_week.setdefault(days[0] // 7, []).extend(self.load[n])
        for week, terms in by_week.items():
            program.at_most(terms, inst.budget[week])

    def _mix(self, first):
        """Half the distance of a bucket's minutes to the wanted mix; the score rounds down, so one minute less."""
        inst, program = self.inst, self.program
        last = first + inst.mix_weeks
        inside = [n for n, days in enumerate(self.stretches) if first <= days[0] // 7 < last]
        if not inside:
            return
        minutes = {}
        for i, unit in enumerate(self.units):
            terms = minutes.setdefault(unit.strategy, [])
            terms.append((self.share[i][inside[-1]], self._minutes(unit)))
            if inside[0]:
                terms.append((self.share[i][inside[0] - 1], -self._minutes(unit)))
        total = [term for terms in minutes.values() for term in terms]
        distance = program.variable(None, inst.weights.mix)
        program.base -= inst.weights.mix
        parts = []
        for strategy in set(minutes) | set(inst.mix_target):
            part = program.variable(None)
            wanted = inst.mix_target.get(strategy, 0) / 1000
            off = minutes.get(strategy, []) + [(v, -k * wanted) for v, k in total]
            program.at_most(off + [(part, -1)], 0)
            program.at_most([(v, -k) for v, k in off] + [(part, -1)], 0)
            parts.append((part, 0.5))
        program.at_most(parts + [(distance, -1)], 0)
