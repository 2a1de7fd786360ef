import type * as Globals from '@jest/globals';

/** What a test file gets for `@jest/globals`: Jest's own for the file that runs, as they stand since `useGlobals`. */
export let afterAll: typeof Globals.afterAll;
export let afterEach: typeof Globals.afterEach;
export let beforeAll: typeof Globals.beforeAll;
export let beforeEach: typeof Globals.beforeEach;
export let describe: typeof Globals.describe;
export let expect: typeof Globals.expect;
export let it: typeof Globals.it;
export let jest: Pick<typeof Globals.jest, 'fn' | 'spyOn' | 'restoreAllMocks'>;
export let test: typeof Globals.test;

export type JestGlobals = Pick<
  typeof Globals,
  'afterAll' | 'afterEach' | 'beforeAll' | 'beforeEach' | 'describe' | 'expect' | 'it' | 'test'
> & { jest: typeof jest };

/** Importers see the change: exports of a module are bindings, not copies. */
export function useGlobals(given: JestGlobals): void {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = given);
}
