/** What a stream reads each time something may have changed. */
export interface Reading<T> {
  value: T;
  /** Nothing will change after this. */
  last: boolean;
}

/**
 * A stream of the latest state of something: reads once at the start and again after each signal. Signals that come
 * faster than they are read are taken together. Ends after the last reading, or when its reader leaves.
 */
export class LatestStream<T> implements AsyncIterableIterator<T> {
  private dirty = true;
  private closed = false;
  private wake: (() => void) | undefined;
  private readonly unsubscribe: () => void;

  constructor(
    subscribe: (signal: () => void) => () => void,
    private readonly read: () => Promise<Reading<T> | undefined>,
  ) {
    this.unsubscribe = subscribe(() => {
      this.dirty = true;
      this.wake?.();
    });
  }

  async next(): Promise<IteratorResult<T>> {
    while (!this.closed) {
      if (!this.dirty) {
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      this.dirty = false;
      const reading = await this.readOrClose();
      if (!reading) continue;
      if (reading.last) this.close();
      return { value: reading.value, done: false };
    }
    return { value: undefined, done: true };
  }

  return(): Promise<IteratorResult<T>> {
    this.close();
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error: unknown): Promise<IteratorResult<T>> {
    this.close();
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async readOrClose(): Promise<Reading<T> | undefined> {
    try {
      return await this.read();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.unsubscribe();
    this.wake?.();
  }
}
