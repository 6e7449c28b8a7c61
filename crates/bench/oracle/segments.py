"""The model of one week by segments: free runs, cut where deep windows begin and end; slots and blocks of each step in
each segment. The order inside a segment costs nothing, so starts need not be modelled.

Invariant: with cuts exact, for a week without published blocks; without cuts a relaxation whose optimum is a bound:
then a run's deep minutes are filled as if nothing else stood in the way.
"""
from collections import defaultdict
from types import SimpleNamespace

from instance import inside
from week import Week, block


class Segments(Week):
    """`pieces` in time order: segments, and between two of one run an edge that at most one block straddles."""

    def __init__(self, inst, cut=True):
        super().__init__(inst)
        if inst.published:
            raise ValueError("what is published needs starts: slots")
        self.pieces, self.chains = [], []                # a chain: the segments of one run
        for day in range(inst.days):
            for a, b in inst.runs(day):
                self._run(day, a, b, cut)
        self.slots, self.blocks, self.used, self.ended = {}, {}, {}, {}
        self.placed = defaultdict(list)                  # piece -> (slots, number, deep) of all that may be in it
        for unit in inst.units:
            for step in unit.steps:
                self._step(unit, step)
        self._order()
        self._unit_days()
        self.reviews(self._finish())
        self.rhythm_in, self.review_in = {}, {}
        self.rhythm_slots = {rhythm.id: rhythm.slots for rhythm in inst.rhythms}
        for rhythm in inst.rhythms:
            if rhythm.first <= 0 <= rhythm.last:
                self._rhythm(rhythm)
        for day in range(inst.days):
            if self.items_on[day]:
                self._review(day)
        for piece in self.pieces:
            if piece.edge:
                self._straddle(piece)
            else:
                self._deep(piece)
        for chain in self.chains:
            self._fit(chain)
        load = defaultdict(list)
        for piece in self.pieces:
            load[piece.day] += [slots for slots, _, _ in self.placed[piece.index]]
        self.limits(load)

    # What there is to fill

    def _run(self, day, a, b, cut):
        inst, grid = self.inst, self.inst.grid
        edges = [e for w in inst.deep[day] for e in w if a * grid < e < b * grid]
        if any(e % grid for e in edges):
            raise ValueError("deep windows off the grid")
        bounds = sorted({a, b} | {e // grid for e in edges}) if cut else [a, b]
        chain = []
        for low, high in zip(bounds, bounds[1:]):
            if chain:
                room = min(chain[-1].room + high - low, inst.longest)
                self._piece(day=day, slot=low, room=room, edge=True)
            deep = inside(low * grid, high * grid, inst.deep[day]) // grid
            chain.append(self._piece(day=day, slot=low, room=high - low, edge=False, deep=deep))
        if any(piece.room < inst.longest - 1 for piece in chain[1:-1]):
            raise ValueError("a block could straddle two edges")
        self.chains.append(chain)

    def _piece(self, **facts):
        piece = SimpleNamespace(index=len(self.pieces), **facts)
        self.pieces.append(piece)
        return piece

    def _step(self, unit, step):
        inst, model, key = self.inst, self.model, step.key
        least, most = min(inst.shortest, step.left), min(inst.longest, step.left)
        for piece in self.pieces:
            if piece.edge:
                number = 1 if piece.room >= least and most >= 2 else 0
            else:
                number = min((piece.room + inst.gap) // (least + inst.gap), step.left // least)
            if number < 1:
                continue
            i, room = piece.index, min(piece.room, step.left)
            slots = self.slots[key, i] = self.number(room)
            blocks = self.blocks[key, i] = self.number(number)
            used = self.used[key, i] = self.flag()
            model.add(slots >= least * blocks)
            model.add(slots <= most * blocks)
            model.add(blocks >= used)
            model.add(blocks <= number * used)
            model.add(slots <= room * used)
            self.pay(inst.weights.block, blocks)
            self.placed[i].append((slots, blocks, step.deep))
        here = [i for i in range(len(self.pieces)) if (key, i) in self.slots]
        self.amount(unit, step, sum(self.slots[key, i] for i in here))
        fewest = -(-step.left // most)
        model.add(sum(self.blocks[key, i] for i in here) >= fewest * self.whole[key])

    def _rhythm(self, rhythm):
        flags = []
        for piece in self.pieces:
            if piece.room >= rhythm.slots and (rhythm.slots >= 2 or not piece.edge):
                flag = self.rhythm_in[rhythm.id, piece.index] = self.flag()
                flags.append(flag)
                self.pay(self.inst.weights.block, flag)
                self.placed[piece.index].append((rhythm.slots * flag, flag, rhythm.deep))
        self.rhythm(rhythm, flags)

    def _review(self, day):
        options, items = [], self.inst.item_min * len(self.items_on[day])
        for piece in self.pieces:
            for slots in range(2 if piece.edge else 1, min(piece.room, self.inst.longest) + 1):
                if piece.day == day and items > self.inst.grid * (slots - 1):
                    flag = self.review_in[piece.index, slots] = self.flag()
                    options.append((slots, flag))
                    self.pay(self.inst.weights.block, flag)
                    self.placed[piece.index].append((slots * flag, flag, False))
        self.review_block(day, options)

    # Order, days, completion

    def _order(self):
        for unit in self.inst.units:
            for number, step in enumerate(unit.steps):
                for first in self.before(unit, number):
                    for i in range(len(self.pieces)):
                        if (step.key, i) in self.used:
                            self.model.add_implication(self.used[step.key, i], self._ended(first)[i])

    def _ended(self, step):
        """For each piece: the step is complete when the piece is over."""
        if step.key in self.ended:
            return self.ended[step.key]
        stair = self.ended[step.key] = []
        so_far = []
        for i in range(len(self.pieces)):
            flag = self.flag()
            self.model.add_implication(flag, self.whole[step.key])
            if (step.key, i) in self.slots:
                so_far.append(self.slots[step.key, i])
                if stair:
                    self.model.add_bool_or(~self.used[step.key, i], ~stair[-1])
            if stair:
                self.model.add_implication(stair[-1], flag)
            self.model.add(sum(so_far) >= step.left * flag)
            stair.append(flag)
        return stair

    def _unit_days(self):
        inst, w = self.inst, self.inst.weights
        on_day = defaultdict(list)
        for unit in inst.units:
            for day in range(inst.days):
                there = self.flag()
                on_day[day].append(there)
                keys = [(s.key, p.index) for s in unit.steps for p in self.pieces
                        if p.day == day and (s.key, p.index) in self.used]
                for key in keys:
                    self.model.add_implication(self.used[key], there)
                self.model.add(sum(self.used[key] for key in keys) >= there)
                if keys:
                    minutes = inst.grid * sum(self.slots[key] for key in keys)
                    self.pay_excess(w.massed, minutes, inst.unit_day_free, inst.day_max)
                    self.model.add(minutes <= inst.day_max * there)
        for there in on_day.values():
            self.pay_excess(w.extra_unit, sum(there), inst.units_per_day_free, len(inst.units))

    def _finish(self):
        finished = {}
        for unit in self.inst.units:
            if not unit.steps or not unit.finishes:
                continue
            step, by_day = unit.steps[-1], []
            stair = self._ended(step)
            for day in range(self.inst.days):
                before = [p.index for p in self.pieces if p.day <= day]
                by_day.append(stair[before[-1]] if before else 0)
                later = [self.used[step.key, p.index] for p in self.pieces
                         if p.day > day and (step.key, p.index) in self.used]
                self.model.add(by_day[-1] >= self.whole[step.key] - sum(later))
            finished[unit.id] = self.completion(unit, by_day)
        return finished

    # Room

    def _straddle(self, piece):
        """Parts of the one block on both sides of the edge; its deep part outside the window costs."""
        inst, model, placed = self.inst, self.model, self.placed[piece.index]
        left, right = self.pieces[piece.index - 1], self.pieces[piece.index + 1]
        piece.there = self.flag()
        piece.left = self.number(min(left.room, inst.longest - 1))
        piece.right = self.number(min(right.room, inst.longest - 1))
        model.add(sum(number for _, number, _ in placed) == piece.there)
        model.add(sum(slots for slots, _, _ in placed) == piece.left + piece.right)
        model.add(piece.left >= piece.there)
        model.add(piece.right >= piece.there)
        deep = [number for _, number, deep in placed if deep]
        if deep:
            shallow = piece.right if left.deep else piece.left
            outside = self.number(inst.longest - 1)
            model.add(outside >= shallow - (inst.longest - 1) * (1 - sum(deep)))
            self.pay(inst.weights.deep * inst.grid, outside)

    def _deep(self, piece):
        deep = [slots for slots, _, deep in self.placed[piece.index] if deep]
        if deep and piece.deep < piece.room:
            self.pay_excess(self.inst.weights.deep * self.inst.grid, sum(deep), piece.deep, piece.room)

    def _need(self, piece):
        """Slots of the blocks of a segment, each with the break after it."""
        return sum(slots + self.inst.gap * number for slots, number, _ in self.placed[piece.index])

    def _fit(self, chain):
        """Blocks of each segment between the straddlers around it; two neighbours together; the whole run."""
        gap, model = self.inst.gap, self.model
        left_of = lambda n: self.pieces[chain[n].index - 1] if n else None
        right_of = lambda n: self.pieces[chain[n].index + 1] if n + 1 < len(chain) else None
        for n, segment in enumerate(chain):
            left, right = left_of(n), right_of(n)
            need = self._need(segment) + (left.right + gap * left.there if left else 0)
            if not right:
                model.add(need <= segment.room + gap)
                continue
            # Without a straddler the last break may reach over the edge.
            model.add(need + right.left <= segment.room + gap * (1 - right.there))
            behind, after = chain[n + 1], right_of(n + 1)
            both = need + self._need(behind) + (after.left + gap * after.there if after else 0)
            model.add(both <= segment.room + behind.room + gap + 99 * right.there)
        if len(chain) > 2:
            edges = [right_of(n) for n in range(len(chain) - 1)]
            straddlers = sum(e.left + e.right + gap * e.there for e in edges)
            rooms = sum(segment.room for segment in chain)
            model.add(sum(self._need(segment) for segment in chain) + straddlers <= rooms + gap)

    # Plans

    def hint(self, plan):
        """Slots and blocks of a known plan."""
        slots, blocks, flags = defaultdict(int), defaultdict(int), set()
        for place in (self.inst.place(b) for b in plan["blocks"]):
            i = self._piece_of(place)
            if place.kind == "work":
                slots[place.serves, i] += place.slots
                blocks[place.serves, i] += 1
            elif place.kind == "rhythm":
                flags.add((place.serves, i))
            else:
                flags.add((i, place.slots))
                flags |= {(item, place.day) for item in place.items}
        out = [(v, slots[key]) for key, v in self.slots.items()]
        out += [(v, blocks[key]) for key, v in self.blocks.items()]
        out += [(v, key in flags) for key, v in (*self.rhythm_in.items(), *self.review_in.items())]
        return out + [(flag, (item, day) in flags) for item, day, flag in self.items]

    def _piece_of(self, place):
        """The segment that holds the block, or the edge that it straddles."""
        segments = [p for p in self.pieces if not p.edge and p.day == place.day]
        first = next(p for p in segments if p.slot <= place.slot < p.slot + p.room)
        return first.index + (place.slot + place.slots > first.slot + first.room)

    def plan(self, value):
        """The blocks of a solution: inside a piece in an order that the prerequisites allow."""
        inst, items, out = self.inst, self.items_at(value), []
        rank = self._ranks()
        for chain in self.chains:
            at = chain[0].slot
            for i in range(chain[0].index, chain[-1].index + 1):
                piece, todo = self.pieces[i], []
                for unit in inst.units:
                    for number, step in enumerate(unit.steps):
                        count = value(self.blocks[step.key, i]) if (step.key, i) in self.blocks else 0
                        for n in range(count):
                            each, more = divmod(value(self.slots[step.key, i]), count)
                            todo.append(((rank[unit.id], unit.id, number), "work", step.key, each + (n < more)))
                todo += [((9998,), "rhythm", r, self.rhythm_slots[r])
                         for (r, j), flag in self.rhythm_in.items() if j == i and value(flag)]
                todo += [((9999,), "review", None, n)
                         for (j, n), flag in self.review_in.items() if j == i and value(flag)]
                if piece.edge:
                    at = piece.slot - value(piece.left) if todo else max(at, piece.slot)
                for _, kind, serves, slots in sorted(todo, key=lambda t: t[0]):
                    out.append(block(inst, piece.day, at, slots, kind, serves, items[piece.day]))
                    at += slots + inst.gap
        return out

    def _ranks(self):
        """Length of the longest chain of prerequisites before each unit."""
        rank, by_id = {}, {u.id: u for u in self.inst.units}

        def of(unit):
            if unit.id not in rank:
                rank[unit.id] = 1 + max([of(by_id[p]) for p in unit.needs], default=0)
            return rank[unit.id]
        for unit in self.inst.units:
            of(unit)
        return rank
