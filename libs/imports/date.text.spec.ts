import { expect, it } from '@jest/globals';
import { isoFromWrittenDate } from './date.text.js';

it.each([
  ['2027-05-01', '2027-05-01'],
  ['01/05/2027', '2027-05-01'],
  ['1.5.2027', '2027-05-01'],
  ['1 May 2027', '2027-05-01'],
  ['1st September 2027', '2027-09-01'],
  ['01-Mar-27', '2027-03-01'],
  ['29 Feb 28', '2028-02-29'],
  // Nobody can tell which of these is the year.
  ['01/03/27', null],
  ['31.02.2027', null],
  ['30-Feb-27', null],
  ['1 Mai 2027', null],
  ['March 2027', null],
])('%s is %s', (text, expected) => {
  expect(isoFromWrittenDate(text)).toBe(expected);
});
