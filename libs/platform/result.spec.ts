import { describe, expect, it } from '@jest/globals';
import { userError } from './result.js';

describe('an error for a person', () => {
  it('repeats the beginning of what was sent, not all of it', () => {
    const { message } = userError(
      'X',
      `We do not know "${'y'.repeat(30_000)}". Pick "another" from the list.`,
    );
    expect(message).toBe(`We do not know "${'y'.repeat(60)}…". Pick "another" from the list.`);
    expect(userError('X', `"${'y'.repeat(60)}" is none.`).message).toBe(`"${'y'.repeat(60)}" is none.`);
  });
});
