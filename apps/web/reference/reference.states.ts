import { describe, expect, it } from '@jest/globals';
import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { belowQuery, type ReferenceQuery, referenceQuery, rootsQuery } from './document.operations.js';
import { factsCsv, sureness, withHelp } from './reference.view.js';

const title = 'Where facts come from';
const page = (facts: ReferenceQuery) => ({ title, ...facts, certifications: withHelp(facts), sureness });
const full = fullAnswer(referenceQuery);
const [programme] = full.supportProgrammes;
const helped: ReferenceQuery = {
  ...full,
  certifications: full.certifications.map((one) => ({ ...one, confidence: 'UNCHECKED' })),
  supportProgrammes: [{ ...programme!, schemes: full.certifications.slice(0, 2) }],
};

describeTemplate(
  'reference/reference.njk',
  {
    full: page(full),
    helped: page(helped),
    bare: page(bareAnswer(referenceQuery)),
    empty: page(emptyAnswer(referenceQuery)),
  },
  { full: /Cluster bodies.*Support programmes/, helped: /Not checked yet, 9 March 2026/ },
);

describeTemplate('reference/capabilities.njk', {
  top: { title, label: '', code: '', below: fullAnswer(rootsQuery).capabilities },
  full: { title, label: 'Milling', code: 'milling', below: fullAnswer(belowQuery).capabilities },
  bare: { title, label: 'Milling', code: 'milling', below: bareAnswer(belowQuery).capabilities },
  empty: { title, label: 'Milling', code: 'milling', below: [] },
});

describe('facts', () => {
  it('name beside each certificate who helps towards it, and beside no other', () => {
    expect(withHelp(helped).map(({ helpers }) => helpers.map(({ code }) => code))).toEqual([
      [programme!.code],
      [programme!.code],
      [],
    ]);
  });

  it.each(['certifications', 'zones', 'cluster-bodies', 'support-programmes'])(
    'are given as CSV with source, sureness and date: %s',
    (table) => {
      const [head, ...rows] = factsCsv(table, full)!.trim().split('\r\n');
      expect(head).toMatch(/,source,how sure,checked on$/);
      expect(
        rows.map((row) =>
          /,(Primary source|Secondary source|Not checked yet|Our judgement),2026-03-09$/.test(row),
        ),
      ).toEqual([true, true, true]);
    },
  );

  it('come in no other table', () => {
    expect(['people', 'constructor'].map((table) => factsCsv(table, full))).toEqual([undefined, undefined]);
  });
});
