import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copyText } from './copy.encoder.js';

/** Undoes the escapes of the COPY text format, as the PostgreSQL manual describes them. */
function decode(field: string): string | null {
  if (field === '\\N') return null;
  const letters: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
  return field.replace(/\\(.)/g, (_all, letter: string) => letters[letter] ?? letter);
}

describe('copyText', () => {
  it('writes null, numbers, flags and lists', () => {
    expect(copyText([[null, 1.5, true, false, '', ['a', 'b "c"', 'd\\e,f'], []]])).toBe(
      '\\N\t1.5\tt\tf\t\t{"a","b \\\\"c\\\\"","d\\\\\\\\e,f"}\t{}\n',
    );
  });

  it('keeps any text apart from its neighbours, and from null', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('\\N', '\\.', '\t', 'a\r\nb', '\\', '\v\f\b'));
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 })), (rows) => {
        const lines = copyText(rows).split('\n').slice(0, -1);
        expect(lines.map((line) => line.split('\t').map(decode))).toEqual(rows);
        expect(lines).not.toContain('\\.');
      }),
    );
  });
});
