import { expect, it } from '@jest/globals';
import { nameKey, readCompanyNumber, readWebsite } from './organisation.name.js';

it.each([
  ['Peak Precision Ltd', 'peakprecision'],
  ['PEAK  PRECISION LIMITED', 'peakprecision'],
  ['The Peak-Precision Co. (UK) Ltd.', 'peakprecision'],
  ["O'Hara & Sons PLC", 'oharasons'],
  ['O’Hara and Sons', 'oharasons'],
  ['Café Röhren GmbH', 'caferohrengmbh'],
  ['3M United Kingdom plc', '3munitedkingdom'],
  ['The Company Ltd', 'thecompanyltd'],
])('finds %s by %s', (name, key) => {
  expect(nameKey(name)).toBe(key);
});

it.each([
  ['1234567', '01234567'],
  [' sc 123456 ', 'SC123456'],
  ['IP12345R', 'IP12345R'],
  ['123', undefined],
  ['ABC12345', undefined],
  ['123456789', undefined],
])('reads the company number %s as %s', (text, number) => {
  expect(readCompanyNumber(text)).toBe(number);
});

it.each([
  ['www.peak.example/a', 'https://www.peak.example/a'],
  ['http://peak.example', 'http://peak.example/'],
  ['javascript:alert(1)', undefined],
  ['ftp://peak.example', undefined],
  ['peak', undefined],
])('reads the web address %s as %s', (text, address) => {
  expect(readWebsite(text)).toBe(address);
});
