/** Asks for the next value while the caller works on the last, never further ahead. */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let coming = iterator.next();
  try {
    for (;;) {
      const next = await coming;
      if (next.done) return;
      coming = iterator.next();
      // It may fail while the caller is still busy: it is told when it asks.
      coming.catch(() => undefined);
      yield next.value;
    }
  } finally {
    await coming.catch(() => undefined);
    await iterator.return?.();
  }
}
