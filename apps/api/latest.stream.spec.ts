import { describe, expect, it } from '@jest/globals';
import { LatestStream } from './latest.stream.js';

function setUp(last = Infinity) {
  const state = { value: 0, reads: 0, subscribed: true, signal: (): void => undefined };
  const stream = new LatestStream<number>(
    (signal) => {
      state.signal = signal;
      return () => (state.subscribed = false);
    },
    () => {
      state.reads += 1;
      return Promise.resolve({ value: state.value, last: state.value >= last });
    },
  );
  return { state, stream };
}

describe('a stream of the latest', () => {
  it('reads at once, and takes signals together that come faster than they are read', async () => {
    const { state, stream } = setUp();
    expect(await stream.next()).toEqual({ value: 0, done: false });
    for (state.value = 1; state.value < 5; state.value++) state.signal();
    expect(await stream.next()).toEqual({ value: 5, done: false });
    expect(state.reads).toBe(2);
  });

  it('waits for a signal', async () => {
    const { state, stream } = setUp();
    await stream.next();
    const next = stream.next();
    state.value = 7;
    state.signal();
    expect(await next).toEqual({ value: 7, done: false });
  });

  it('ends after the last reading', async () => {
    const { state, stream } = setUp(0);
    expect(await stream.next()).toEqual({ value: 0, done: false });
    expect(await stream.next()).toEqual({ value: undefined, done: true });
    expect(state.subscribed).toBe(false);
  });

  it('lets go when its reader leaves while it waits', async () => {
    const { state, stream } = setUp();
    await stream.next();
    const waiting = stream.next();
    await stream.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(state.subscribed).toBe(false);
  });

  it('lets go when reading fails', async () => {
    let subscribed = true;
    const stream = new LatestStream<number>(
      () => () => (subscribed = false),
      () => Promise.reject(new Error('gone')),
    );
    await expect(stream.next()).rejects.toThrow('gone');
    expect(subscribed).toBe(false);
  });
});
