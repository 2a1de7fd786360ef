import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { seldom } from './seldom.js';

it('says the first, then one in a while with how many it left out', async () => {
  const said: [number, string][] = [];
  const say = seldom((leftOut: number, word: string) => said.push([leftOut, word]), 1_000);
  say('first');
  say('second');
  say('third');
  expect(said).toEqual([[0, 'first']]);
  await sleep(1_050);
  say('fourth');
  say('fifth');
  expect(said).toEqual([
    [0, 'first'],
    [2, 'fourth'],
  ]);
});
