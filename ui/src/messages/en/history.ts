// What going back several changes at once is called.

export const history = {
  back: (changes: number, what: string) => `Undo the last ${changes}, from: ${what}`,
};
