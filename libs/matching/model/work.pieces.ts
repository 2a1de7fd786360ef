/** Long work in pieces: it yields where it may pause, so that whoever runs it can let others take a turn. */
export type Pieces<T> = Generator<undefined, T, undefined>;

/** Runs work in pieces without a pause. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
