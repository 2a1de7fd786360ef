const EVERY_MS = 30_000;

/**
 * Says the first of many alike, and then one each half minute with how many were left out: a server that is away would fill the log.
 * @param say told how many it has not been told of
 */
export function seldom<T extends unknown[]>(
  say: (leftOut: number, ...about: T) => void,
  everyMs = EVERY_MS,
): (...about: T) => void {
  let [notBefore, leftOut] = [0, 0];
  return (...about) => {
    const now = performance.now();
    if (now < notBefore) {
      leftOut += 1;
      return;
    }
    say(leftOut, ...about);
    [notBefore, leftOut] = [now + everyMs, 0];
  };
}
