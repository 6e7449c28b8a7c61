"""The exact model of one week by slots: a flag for each block that could be placed, with its start and its length.

Invariant: exact for every instance of one week, published blocks included; large, so slow on full weeks.
"""
from collections import defaultdict

from week import Week, block


class Slots(Week):
    """Flags `options`: (kind, what it serves, day, slot, slots, flag)."""

    def __init__(self, inst):
        super().__init__(inst)
        self.room = {(d, s): b - s for d in range(inst.days) for a, b in inst.runs(d) for s in range(a, b)}
        self.points_in_time = sorted(self.room)
        self.options, self.taken, self.load = [], defaultdict(list), defaultdict(list)
        self.begins, self.covers = defaultdict(list), defaultdict(list)
        self.of = defaultdict(list)                      # what is served -> its options
        self.on_day = {}                                 # unit, day -> there is a block of it
        for unit in inst.units:
            self._place_unit(unit)
        self._unit_days()
        self._order()
        self.reviews(self._finish())
        for rhythm in inst.rhythms:
            if rhythm.first <= 0 <= rhythm.last:
                places = [(d, s) for (d, s), room in self.room.items() if room >= rhythm.slots]
                flags = [self._option("rhythm", rhythm.id, d, s, rhythm.slots, rhythm.deep) for d, s in places]
                self.rhythm(rhythm, flags)
        self._review_blocks()
        for flags in self.taken.values():
            self.model.add_at_most_one(flags)
        self.limits(self.load)
        self._published()

    def _option(self, kind, serves, day, slot, slots, deep):
        inst, flag = self.inst, self.flag()
        self.options.append((kind, serves, day, slot, slots, flag))
        self.of[serves].append((day, slot, slots, flag))
        for s in range(slot, slot + slots + inst.gap):
            self.taken[day, s].append(flag)
        self.load[day].append(slots * flag)
        self.pay(inst.weights.block + (inst.weights.deep * inst.shallow(day, slot, slots) if deep else 0), flag)
        return flag

    def _place_unit(self, unit):
        inst = self.inst
        for step in unit.steps:
            least = min(inst.shortest, step.left)
            for (day, slot), room in self.room.items():
                for slots in range(least, min(room, inst.longest, step.left) + 1):
                    if 0 < step.left - slots < least:
                        continue
                    flag = self._option("work", step.key, day, slot, slots, step.deep)
                    self.begins[step.key, day, slot].append(flag)
                    for s in range(slot, slot + slots):
                        self.covers[step.key, day, s].append(flag)
            options = self.of[step.key]
            self.amount(unit, step, sum(slots * flag for _, _, slots, flag in options))
            fewest = -(-step.left // inst.longest)       # implied; makes the bound stronger
            self.model.add(sum(flag for *_, flag in options) >= fewest * self.whole[step.key])

    def _unit_days(self):
        inst, w = self.inst, self.inst.weights
        for unit in inst.units:
            for day in range(inst.days):
                there = self.on_day[unit.id, day] = self.flag()
                today = [(n, f) for step in unit.steps for d, _, n, f in self.of[step.key] if d == day]
                self.model.add(sum(f for _, f in today) >= there)
                for (d, slot) in self.room:
                    covers = [f for step in unit.steps for f in self.covers.get((step.key, d, slot), [])]
                    if d == day and covers:
                        self.model.add(sum(covers) <= there)
                if today:
                    minutes = inst.grid * sum(n * f for n, f in today)
                    self.pay_excess(w.massed, minutes, inst.unit_day_free, inst.day_max)
        for day in range(inst.days):
            units = sum(self.on_day[unit.id, day] for unit in inst.units)
            self.pay_excess(w.extra_unit, units, inst.units_per_day_free, len(inst.units))

    def _order(self):
        """A stair for each step that something waits for: from this slot on, nothing of it is left to do."""
        ended = {}
        for unit in self.inst.units:
            for number, step in enumerate(unit.steps):
                for first in self.before(unit, number):
                    if first.key not in ended:
                        ended[first.key] = self._stair(first.key)
                    for at in self.points_in_time:
                        begins = self.begins.get((step.key, *at), [])
                        if begins:
                            self.model.add(sum(begins) <= ended[first.key][at])

    def _stair(self, key):
        stair, last = {}, None
        for at in self.points_in_time:
            flag = stair[at] = self.flag()
            self.model.add_implication(flag, self.whole[key])
            if last is not None:
                self.model.add_implication(last, flag)
            covers = self.covers.get((key, *at), [])
            if covers:
                self.model.add(sum(covers) + flag <= 1)
            last = flag
        return stair

    def _finish(self):
        finished = {}
        for unit in self.inst.units:
            if not unit.steps or not unit.finishes:
                continue
            key, by_day = unit.steps[-1].key, []
            for day in range(self.inst.days):
                done = self.flag()
                later = [flag for d, _, _, flag in self.of[key] if d > day]
                for (d, slot) in self.room:
                    covers = self.covers.get((key, d, slot), [])
                    if d > day and covers:
                        self.model.add(sum(covers) + done <= 1)
                self.model.add_implication(done, self.whole[key])
                self.model.add(done >= self.whole[key] - sum(later))
                if by_day:
                    self.model.add_implication(by_day[-1], done)
                by_day.append(done)
            finished[unit.id] = self.completion(unit, by_day)
        return finished

    def _review_blocks(self):
        for day in range(self.inst.days):
            if self.items_on[day]:
                places = [(s, n) for (d, s), room in self.room.items() if d == day
                          for n in range(1, min(room, self.inst.longest) + 1)]
                options = [(n, self._option("review", "review", day, s, n, False)) for s, n in places]
                self.review_block(day, options)

    def _published(self):
        """Kept: the same unit, rhythm or review begins at the same minute; half the points on the same day."""
        inst = self.inst
        units = {unit.id: unit for unit in inst.units if unit.steps}
        for old in inst.published:
            points = inst.weights.moved * (2 if old.day // 7 - inst.now // 10080 <= 1 else 1)
            if old.kind == "work":
                if old.serves[0] not in units:
                    continue
                options = [o for step in units[old.serves[0]].steps for o in self.of[step.key]]
                near = self.on_day[old.serves[0], old.day]
            else:
                options = self.of[old.serves or "review"]
                near = sum(flag for day, *_, flag in options if day == old.day)
            self.base += 2 * points
            self.pay(-points, near)
            for day, slot, _, flag in options:
                if (day, slot * inst.grid) == (old.day, old.minute):
                    self.pay(-points, flag)

    def hint(self, plan):
        """The flags of a known plan."""
        places = [self.inst.place(b) for b in plan["blocks"]]
        on = {(p.kind, p.serves or "review", p.day, p.slot, p.slots) for p in places}
        held = {(item, p.day) for p in places for item in p.items}
        out = [(flag, option in on) for *option, flag in self.options for option in [tuple(option)]]
        return out + [(flag, (item, day) in held) for item, day, flag in self.items]

    def plan(self, value):
        """The blocks of a solution."""
        items = self.items_at(value)
        on = [option for option in self.options if value(option[-1])]
        on.sort(key=lambda option: option[2:4])
        return [block(self.inst, d, s, n, kind, serves, items[d]) for kind, serves, d, s, n, _ in on]
