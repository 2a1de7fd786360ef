import { expect, it } from '@jest/globals';
import { snapshot } from './import.outcome.js';
import { type ImportError, ReportCollector } from './import.report.js';

const finding = (row: number): ImportError => ({
  row,
  column: 'title',
  code: 'REQUIRED',
  message: 'Give it a title.',
  value: '',
});

it('gives findings in the order of the file, whenever they were made', () => {
  const report = new ReportCollector();
  for (const row of [3, 5, 4]) {
    report.reject([finding(row)]);
    report.warn(finding(row));
  }
  const { errors, warnings } = snapshot(report);
  expect(errors.map(({ row }) => row)).toEqual([3, 4, 5]);
  expect(warnings.map(({ row }) => row)).toEqual([3, 4, 5]);
});
