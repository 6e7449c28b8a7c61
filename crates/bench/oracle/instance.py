"""A study-instance/1 as the exact models need it: time in slots of the grid, activities with what is left of them.

Invariant: derived from the format's definition alone; shares nothing with the planner. Clock changes are left out:
that can only make a bound weaker, and a plan that touched one would be refused when it is merged.
"""
from datetime import date, datetime, timedelta
from types import SimpleNamespace

DAY = 1440
WEIGHTS = {
    "late": 100, "finish": 10, "unfinished": 20, "mix": 2, "deep": 5, "massed": 5,
    "block": 80, "extra_unit": 150, "review": 3, "rhythm": 900, "moved": 100,
}
# An unfinished unit counts as complete four weeks after the last day of the horizon.
UNFINISHED_DAYS = 27
# A review that is not held is off by this percentage of its interval.
MISSED_PERCENT = 200


def up(minutes, grid):
    """Rounded up to a multiple of the grid."""
    return -(-minutes // grid) * grid


def clock(text):
    """Minute of the day of 18:15; 24:00 is its end."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def joined(stretches):
    """Sorted, without empty, touching or overlapping ones."""
    out = []
    for a, b in sorted(s for s in stretches if s[0] < s[1]):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def without(stretches, cuts):
    """What the cuts leave of the stretches."""
    for c, d in cuts:
        parts = [part for a, b in stretches for part in ((a, min(b, c)), (max(a, d), b))]
        stretches = [(a, b) for a, b in parts if a < b]
    return stretches


def inside(a, b, stretches):
    """Minutes of a..b that lie in the stretches."""
    return sum(max(0, min(b, d) - max(a, c)) for c, d in stretches)


class Instance:
    """The problem; `units` are the open ones only."""

    def __init__(self, raw):
        learner, horizon = raw["learner"], raw["horizon"]
        self.name = raw.get("name", "")
        self.grid = raw["grid_min"]
        self.start = date.fromisoformat(horizon["start"])
        self.weeks = horizon["weeks"]
        self.days = 7 * self.weeks
        self.now = self.minute(horizon["now"])
        self.target = (date.fromisoformat(horizon["target"]) - self.start).days
        self.weights = SimpleNamespace(**{**WEIGHTS, **raw.get("weights", {})})
        overrides = {int(w): m for w, m in learner.get("week_budget_overrides", {}).items()}
        self.budget = [overrides.get(w, learner["week_budget_min"]) for w in range(self.weeks)]
        self.day_max = learner["day_max_min"]
        self.shortest = up(learner["block_min"], self.grid) // self.grid
        self.longest = learner["block_max"] // self.grid
        self.gap = up(learner["break_min"], self.grid) // self.grid
        self.unit_day_free = learner["unit_day_free_min"]
        self.units_per_day_free = learner["units_per_day_free"]
        self.mix_weeks = learner.get("mix_bucket_weeks", 4)
        self.free, self.deep = self._times(raw, learner)
        self._work(raw)
        given = learner.get("mix_target_permille")
        self.mix_target = {int(s): p for s, p in given.items()} if given else self._mix_of_what_is_left()
        reviews = raw.get("reviews", {})
        self.offsets = reviews.get("offsets_days", [])
        self.item_min = reviews.get("item_min", 10)
        self.early, self.late = reviews.get("early_permille", 250), reviews.get("late_permille", 500)
        self.due = {
            (r["unit"], r["k"]): ((date.fromisoformat(r["due"]) - self.start).days, r["interval"])
            for r in reviews.get("due", [])
        }
        if raw.get("locked"):
            raise ValueError("the exact models know no locked blocks")
        previous = raw.get("previous") or {"blocks": []}
        self.published = [self.place(b) for b in previous["blocks"]]
        if self.published:
            until = (date.fromisoformat(previous["published_until"]) - self.start).days
            ahead = [p for p in self.published if p.day * DAY + p.minute >= self.now and p.day < until]
            self.published = ahead

    def minute(self, text):
        """Minutes from the first midnight of the horizon."""
        t = datetime.fromisoformat(text)
        return (t.date() - self.start).days * DAY + t.hour * 60 + t.minute

    def place(self, block):
        """A block of a plan: day, minute, slots, kind and what it serves."""
        day, minute = divmod(self.minute(block["start"]), DAY)
        serves = block.get("activity") and (block["unit"], block["activity"]) or block.get("rhythm")
        items = [(i["unit"], i["k"]) for i in block.get("items", [])]
        return SimpleNamespace(day=day, minute=minute, slot=minute // self.grid, slots=block["minutes"] // self.grid,
                               kind=block["kind"], serves=serves, items=items)

    def text(self, day, slot):
        """Start of a block, as the format writes it."""
        midnight = datetime.combine(self.start, datetime.min.time())
        return (midnight + timedelta(days=day, minutes=slot * self.grid)).isoformat(timespec="minutes")

    def _times(self, raw, learner):
        windows = [[], [], [], [], [], [], []], [[], [], [], [], [], [], []]
        for days, source in zip(windows, ("windows", "deep_windows")):
            for w in learner[source]:
                days[w["weekday"]].append((clock(w["from"]), clock(w["to"])))
        busy = [[] for _ in range(self.days)]
        for event in raw.get("busy", []):
            a, b = self.minute(event["start"]), self.minute(event["end"])
            for d in range(max(0, a // DAY), min(self.days, -(-b // DAY))):
                busy[d].append((a - d * DAY, b - d * DAY))
        free = [without(joined(windows[0][d % 7]), busy[d]) for d in range(self.days)]
        return free, [joined(windows[1][d % 7]) for d in range(self.days)]

    def _work(self, raw):
        self.units = []
        names = {u["id"] for u in raw["units"] if u.get("status", "open") == "open"}
        for u in raw["units"]:
            if u["id"] not in names:
                continue
            steps = [
                SimpleNamespace(key=(u["id"], a["id"]), deep=a["focus"] == "deep",
                                left=up(max(0, a["minutes"] - a.get("done_min", 0)), self.grid) // self.grid)
                for a in u["activities"]
            ]
            self.units.append(SimpleNamespace(
                id=u["id"], strategy=u["strategy"], finishes=u.get("finishes", True),
                prio=u.get("prio", 3 if u["level"] == "core" else 1),
                needs=[p for p in u.get("prereqs", []) if p in names], steps=[s for s in steps if s.left]))
        self.rhythms = [
            SimpleNamespace(id=r["id"], slots=up(r["minutes"], self.grid) // self.grid, deep=r["focus"] == "deep",
                            every=r["every_weeks"], first=r["from_week"], last=r["to_week"])
            for r in raw.get("rhythms", [])
        ]

    def _mix_of_what_is_left(self):
        """Each strategy's share of the remaining work in permille; largest remainders first, then smaller numbers."""
        left = {}
        for u in self.units:
            left[u.strategy] = left.get(u.strategy, 0) + sum(s.left for s in u.steps)
        total = sum(left.values())
        share = {s: m * 1000 // total for s, m in left.items() if total}
        order = sorted(share, key=lambda s: (-(left[s] * 1000 % total), s))
        for s in order[:1000 - sum(share.values())]:
            share[s] += 1
        return share

    def runs(self, day):
        """Free stretches of a day in slots, without what is over."""
        now = -(-(self.now - day * DAY) // self.grid)
        cut = [(max(-(-a // self.grid), now), b // self.grid) for a, b in self.free[day]]
        return [(a, b) for a, b in cut if a < b]

    def shallow(self, day, slot, slots):
        """Minutes of a block outside the deep windows."""
        a, b = slot * self.grid, (slot + slots) * self.grid
        return b - a - inside(a, b, self.deep[day])

    def tolerance(self, interval):
        """Days a review may be early and late."""
        return interval * self.early // 1000, max(1, interval * self.late // 1000)

    def miss(self, due, interval):
        """Percent that a review costs if the plan does not hold it."""
        late = self.tolerance(interval)[1]
        if due + late >= self.days:
            return 100 * max(0, self.days - due) // interval
        return MISSED_PERCENT if due + late >= self.now // DAY else 0
