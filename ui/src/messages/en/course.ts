// Where the plan ends, in a few words.
import type { CourseView } from "../../ipc/types";
import { dayShortYear } from "../format";

const days = (n: number) => (n === 1 ? "1 day" : `${n} days`);

export const course = {
  ends: (view: CourseView) => (view.finish === null ? "No end in reach yet" : `Ends ${dayShortYear(view.finish)}`),
  against: (view: CourseView) => {
    const late = view.days_late;
    if (late === null) return `target ${dayShortYear(view.target)}`;
    if (late === 0) return "on your date";
    return late > 0 ? `${days(late)} after your date` : `${days(-late)} before your date`;
  },
};
