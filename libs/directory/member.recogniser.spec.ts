import { describe, expect, it } from '@jest/globals';
import { readMemberLines } from './member.recogniser.js';

const read = (text: string): [string, string[], string[]][] =>
  readMemberLines(text).map(({ line, numbers, keys }) => [line, numbers, keys]);

describe('a pasted list of members', () => {
  it('is names or company numbers, one to a line, in any mix', () => {
    expect(read('Ashby Castings Ltd\n\n 1234567 \r\nSC123456\n')).toEqual([
      ['Ashby Castings Ltd', [], ['ashbycastings']],
      ['1234567', ['01234567'], []],
      ['SC123456', ['SC123456'], ['sc123456']],
    ]);
  });

  it('is rows of a spreadsheet, headings left out, whatever parts them', () => {
    for (const mark of [',', ';', '\t']) {
      const rows = ['Company name,Company number,Email', 'Ashby Castings,01234567,a@ashby.example'].join(
        '\n',
      );
      expect(read(rows.replaceAll(',', mark))).toEqual([
        ['Ashby Castings, 01234567, a@ashby.example', ['01234567'], ['ashbycastings']],
      ]);
    }
  });

  it('takes a name with a comma whole as well as in parts', () => {
    expect(read('Smith, Jones & Sons Ltd')[0]![2]).toEqual(['smithjonessons', 'smith', 'jonessons']);
    expect(read('"Smith, Jones & Sons Ltd",B7 4BB')[0]![2]).toContain('smithjonessons');
  });

  it('survives quotes that do not close', () => {
    expect(read('The "Old Forge\nNew Forge')).toHaveLength(2);
  });
});
