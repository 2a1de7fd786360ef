import { expect, it } from '@jest/globals';

it('hands promises nothing of the files that ran before', () => {
  const handed = Object.getOwnPropertySymbols(Promise.resolve()).map(String);
  // That of the file that runs: Node 24 and later hand it on by other means.
  expect(handed.filter((name) => name.includes('kResourceStore')).length).toBeLessThanOrEqual(1);
});
