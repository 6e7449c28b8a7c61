// What the views of the week are called: one day, five days, all seven.

export const views = {
  label: "Days shown",
  names: { day: "Day", five: "5 days", week: "Week" },
  show: { day: "Show one day", five: "Show 5 days", week: "Show the whole week" },
  previous: { day: "Previous day", five: "Previous days", week: "Previous week" },
  next: { day: "Next day", five: "Next days", week: "Next week" },
  /** In the list of keys, where the view is not known. */
  previousAny: "Previous week, or the days before",
  nextAny: "Next week, or the days after",
  empty: {
    day: "Nothing planned on this day",
    five: "Nothing planned on these days",
    week: "Nothing planned this week",
  },
};
