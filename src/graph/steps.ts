/**
 * Work on a whole stream, cut where it may be interrupted: it yields every millisecond or so on a large stream, and
 * returns what it has made. Whoever runs it decides whether others get their turn in between.
 */
export type Steps<T> = Generator<void, T, void>;

/** Does all of it without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** So many items are looked at between two pauses: each is a matter of microseconds. */
const ITEMS = 64;

/** What `map` makes, with pauses. */
export function* mapSteps<T, U>(items: readonly T[], each: (item: T, at: number) => U): Steps<U[]> {
  const made: U[] = [];
  for (const [at, item] of items.entries()) {
    made.push(each(item, at));
    if (at % ITEMS === ITEMS - 1) yield;
  }
  return made;
}

/** What `flatMap` makes, with pauses. */
export function* flatMapSteps<T, U>(items: readonly T[], each: (item: T) => readonly U[]): Steps<U[]> {
  return (yield* mapSteps(items, each)).flat();
}
