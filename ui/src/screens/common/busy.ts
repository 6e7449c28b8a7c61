// What is said of busy time: its title, the calendar it is in, and that it may be older than the calendar.
import type { BusySlot } from "../../ipc/types";
import { m } from "../../messages";

/** "Dinner out (Home)"; what is private is "Busy". */
export function busyName({ title, calendar }: BusySlot, isOld: boolean): string {
  const own = title || m.week.busyPrivate;
  const name = calendar === "" || calendar === title ? own : m.week.busyIn(own, calendar);
  return isOld ? m.week.busyOld(name) : name;
}
