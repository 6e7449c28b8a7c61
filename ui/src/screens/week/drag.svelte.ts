// Dragging a block or one of its edges with the pointer, and drawing a new one on free time. Holds where the block would land, in whole quarters of an
// hour; whether it may land there is the application's word, asked through the probe.
import type { BlockMove, BlockView, MoveCheck } from "../../ipc/types";
import type { MoveProbe } from "../../state/probe.svelte";
import { DAY_MIN, join } from "../../time/civil";
import { SNAP_MIN } from "./steps";

export type Grip = "move" | "top" | "end";

/** Where a pointer is: the day, and the minute of that day. */
export interface Spot {
  day: string;
  minute: number;
}

/** What the grid knows about itself. */
export interface Ground {
  /** The spot under a point of the window; null beside the calendar. */
  spot: (x: number, y: number) => Spot | null;
  /** Scrolls when the point is near an edge. */
  glide: (y: number) => void;
}

export interface Landing {
  block: BlockView;
  day: string;
  from: number;
  minutes: number;
}

/** Pixels of movement from which a press is a drag. */
const SLACK_PX = 4;
const snap = (minute: number) => Math.round(minute / SNAP_MIN) * SNAP_MIN;
const within = (minute: number, low: number, high: number) => Math.min(high, Math.max(low, minute));

/** Where a block lands when the pointer that pressed at `start` is now at `now`. Pure. */
export function landing(block: BlockView, grip: Grip, start: Spot, now: Spot): Landing {
  const by = now.minute - start.minute;
  if (grip === "end") {
    const to = within(snap(block.to + by), block.from + SNAP_MIN, DAY_MIN);
    return { block, day: block.date, from: block.from, minutes: to - block.from };
  }
  if (grip === "top") {
    const from = within(snap(block.from + by), 0, block.to - SNAP_MIN);
    return { block, day: block.date, from, minutes: block.to - from };
  }
  return {
    block,
    day: now.day,
    from: within(snap(block.from + by), 0, DAY_MIN - block.minutes),
    minutes: block.minutes,
  };
}

export class Drag {
  /** Where the dragged block would land; null while nothing is dragged. */
  at = $state.raw<Landing | null>(null);

  #end: (() => void) | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly probe: MoveProbe,
    private readonly drop: (move: BlockMove, verdict: MoveCheck | null) => void,
  ) {}

  /** A press on a block that may be moved. */
  press(event: PointerEvent, block: BlockView): void {
    const { id } = block;
    const start = this.ground.spot(event.clientX, event.clientY);
    if (event.button !== 0 || id === null || start === null) return;
    this.cancel();
    const target = event.target instanceof HTMLElement ? event.target : null;
    const grip = gripOf(target?.dataset["grip"]);
    const origin = { x: event.clientX, y: event.clientY };

    let dragging = false;

    const move = (next: PointerEvent) => {
      if (next.pointerId !== event.pointerId) return;
      const far = Math.hypot(next.clientX - origin.x, next.clientY - origin.y) > SLACK_PX;
      if (!dragging && !far) return;
      dragging = true;
      const spot = this.ground.spot(next.clientX, next.clientY);
      // Beside the calendar it would land nowhere: let go there, it stays where it was.
      if (spot === null) {
        this.at = null;
        this.probe.clear();
        return;
      }
      this.ground.glide(next.clientY);
      const at = landing(block, grip, start, spot);
      this.at = at;
      this.probe.ask({ id, start: join(at.day, at.from), minutes: at.minutes });
    };
    const up = (next: PointerEvent) => {
      if (next.pointerId !== event.pointerId) return;
      const { at } = this;
      this.#end?.();
      if (dragging) swallowClick();
      if (at === null) return;
      if (at.day === block.date && at.from === block.from && at.minutes === block.minutes) return;
      void this.#land({ id, start: join(at.day, at.from), minutes: at.minutes });
    };
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape" || !dragging) return;
      pressed.preventDefault();
      pressed.stopPropagation();
      this.cancel();
    };
    const cancel = () => this.cancel();
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", key, true);
    this.#end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", cancel);
      window.removeEventListener("keydown", key, true);
      this.at = null;
      this.#end = null;
    };
  }

  /** Puts everything back. */
  cancel(): void {
    this.#end?.();
    this.probe.clear();
  }

  async #land(move: BlockMove): Promise<void> {
    this.probe.ask(move);
    const verdict = await this.probe.settled();
    this.probe.clear();
    this.drop(move, verdict);
  }
}

/** Time drawn with the pointer on an empty part of a day. */
export interface Drawn {
  day: string;
  from: number;
  to: number;
}

/** What is drawn from one spot to another of the same day, in whole quarters. Pure. */
export function drawn(start: Spot, now: Spot): Drawn {
  const [low, high] = [Math.min(start.minute, now.minute), Math.max(start.minute, now.minute)];
  const from = within(Math.floor(low / SNAP_MIN) * SNAP_MIN, 0, DAY_MIN - SNAP_MIN);
  const to = within(Math.ceil(high / SNAP_MIN) * SNAP_MIN, from + SNAP_MIN, DAY_MIN);
  return { day: start.day, from, to };
}

/** Drawing a new block on free time. */
export class Draw {
  /** What is drawn so far; null while nothing is. */
  at = $state.raw<Drawn | null>(null);

  #end: (() => void) | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly done: (drawn: Drawn) => void,
  ) {}

  /** A press beside all blocks. */
  press(event: PointerEvent): void {
    const start = this.ground.spot(event.clientX, event.clientY);
    if (event.button !== 0 || start === null) return;
    this.cancel();
    const y = event.clientY;
    const move = (next: PointerEvent) => {
      if (next.pointerId !== event.pointerId) return;
      if (this.at === null && Math.abs(next.clientY - y) <= SLACK_PX) return;
      const spot = this.ground.spot(next.clientX, next.clientY);
      if (spot === null) return;
      this.ground.glide(next.clientY);
      this.at = drawn(start, spot);
    };
    const up = (next: PointerEvent) => {
      if (next.pointerId !== event.pointerId) return;
      const { at } = this;
      this.cancel();
      if (at !== null) this.done(at);
    };
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape" || this.at === null) return;
      pressed.preventDefault();
      pressed.stopPropagation();
      this.cancel();
    };
    const cancel = () => this.cancel();
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", key, true);
    this.#end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", cancel);
      window.removeEventListener("keydown", key, true);
      this.at = null;
      this.#end = null;
    };
  }

  cancel(): void {
    this.#end?.();
  }
}

/** The release of a drag is no click. */
function swallowClick(): void {
  const swallow = (event: Event) => event.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, true));
}

function gripOf(name: string | undefined): Grip {
  return name === "top" || name === "end" ? name : "move";
}
