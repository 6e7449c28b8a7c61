// A day and a time of day as they are written in two fields, and what they mean.
import { dayShort } from "../../messages/format";
import { clock, join, parseClock, split } from "../../time/civil";
import { readDayNear } from "../../time/read-day";

export class When {
  day = $state("");
  start = $state("");

  /** The day that is meant; null where the text means none. */
  readonly date: string | null = $derived.by(() => {
    const read = readDayNear(this.day, this.today());
    return "day" in read ? read.day : null;
  });
  readonly minute: number | null = $derived.by(() => parseClock(this.start));
  /** Both together, as a local time. */
  readonly moment: string | null = $derived.by(() =>
    this.date === null || this.minute === null ? null : join(this.date, this.minute),
  );

  constructor(private readonly today: () => string) {}

  write(day: string, minute: number): void {
    this.day = dayShort(day);
    this.start = clock(minute);
  }

  /** Takes a local time. */
  take(time: string): void {
    const { day, minute } = split(time);
    this.write(day, minute);
  }

  clear(): void {
    this.day = "";
    this.start = "";
  }
}
