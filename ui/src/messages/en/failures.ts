// What a failure is called where the application's own sentence is missing or needs a way out.

export const failures = {
  title: "That did not work",
  noAnswer: "Ninefold’s engine did not answer. What you did before is saved. Close Ninefold and start it again.",
  nothing: "Nothing could be shown.",
};
