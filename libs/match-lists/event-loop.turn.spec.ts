import { expect, it } from '@jest/globals';
import { Turns } from './event-loop.turn.js';

it('gives turns in the order they were asked for, and lets other things happen between two', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const first = turns.next().then(() => {
    seen.push('first');
    setImmediate(() => seen.push('something else'));
  });
  const second = turns.next().then(() => seen.push('second'));
  await Promise.all([first, second]);
  expect(seen).toEqual(['first', 'something else', 'second']);
});
