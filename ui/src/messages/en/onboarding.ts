// What the onboarding screen says.

export const onboarding = {
  title: "Onboarding",
};
