/** How often something is done, ms. */
export interface Rhythm {
  /** Until the first time. */
  firstMs: number;
  /** From the end of one time to the next. */
  everyMs: number;
}

/**
 * Does something again and again, never twice at once. For what each process must do for itself; what is done once for all is a job.
 * @param failed hears what went wrong; the next time comes all the same
 * @returns stops it, once what is under way has ended
 */
export function repeatedly(
  work: () => Promise<void>,
  { firstMs, everyMs }: Rhythm,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let [stopped, running] = [false, Promise.resolve()];
  let timer = later(firstMs);
  function later(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      running = work()
        .catch(failed)
        .then(() => {
          if (!stopped) timer = later(everyMs);
        });
    }, ms);
  }
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
