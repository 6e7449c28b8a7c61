// Names of calendars: which are the same to a reader, and the first that is free.

const plain = (name: string) => name.trim().toLowerCase();

export const isSame = (one: string, other: string): boolean => plain(one) === plain(other);

/** `first`, or with the first number that no other has: "Ninefold", "Ninefold 2". */
export function firstFree(first: string, others: readonly { name: string }[]): string {
  const isFree = (name: string) => others.every((other) => !isSame(other.name, name));
  let [name, nth] = [first, 1];
  while (!isFree(name)) name = `${first} ${(nth += 1)}`;
  return name;
}
