import { expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { DocumentStore } from './document.store.js';

it('keeps the documents asked for last, for as many characters as it has room', async () => {
  const store = new DocumentStore(30);
  const [one, two, three] = ['{ first }', '{ other }', '{ third_of_them }'].map((text) => parse(text));
  await store.set('1', one!);
  await store.set('2', two!);
  // 9, 9 and 17 characters: one has to go, and the first has just been asked for.
  expect(await store.get('1')).toBe(one);
  await store.set('3', three!);
  expect([await store.get('1'), await store.get('2'), await store.get('3')]).toEqual([one, undefined, three]);
  // Set again it is counted once; taken away, no more.
  await store.set('3', three!);
  expect(await store.get('1')).toBe(one);
  expect([await store.delete('3'), await store.delete('3')]).toEqual([true, false]);
  await store.set('2', two!);
  expect(await store.get('1')).toBe(one);
});

it('keeps nothing that has no room by itself', async () => {
  const store = new DocumentStore(5);
  await store.set('1', parse('{ longer_than_five }'));
  expect(await store.get('1')).toBeUndefined();
});
