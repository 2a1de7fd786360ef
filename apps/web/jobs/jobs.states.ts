import { describe, expect, it } from '@jest/globals';
import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { shownPart } from '../service.parts.js';
import { describeTemplate, officer } from '../testing/template.harness.js';
import { type JobsQuery, jobsQuery } from './document.operations.js';
import { jobsAsked, jobsHref, kindItems, shownRun, stateItems } from './jobs.view.js';

const page = ({ serviceHealth, runs, outbox, suspendedAddresses }: JobsQuery) => ({
  title: 'Jobs and health',
  visitor: officer,
  asked: jobsAsked({}),
  kindItems,
  stateItems,
  health: serviceHealth,
  parts: serviceHealth.parts.map(shownPart),
  total: runs.totalCount,
  runs: runs.edges.map(({ node }) => shownRun(node)),
  isNarrowed: false,
  firstHref: null,
  nextHref: null,
  letters: outbox,
  suspended: suspendedAddresses,
});
const full = fullAnswer(jobsQuery);
const bare = bareAnswer(jobsQuery);
const run = bare.runs.edges[0]!.node;
const ran = (...runs: Partial<typeof run>[]): object => ({
  ...page(bare),
  runs: runs.map((one) => shownRun({ ...run, ...one })),
});
const still = { ...run, state: 'RUNNING', stalled: true, total: 9, done: 3 } as const;

describeTemplate(
  'jobs/jobs.njk',
  {
    full: {
      ...page(full),
      done: 'The letter is tried again.',
      firstHref: '/office/jobs',
      nextHref: '/office/jobs?after=x',
    },
    bare: page(bare),
    empty: page(emptyAnswer(jobsQuery)),
    'nothing alike': { ...page(emptyAnswer(jobsQuery)), isNarrowed: true },
    'under way': {
      ...page(bare),
      ...ran({ state: 'RUNNING', total: 9, done: 3 }, { state: 'QUEUED' }),
    },
    'still or failed': {
      ...page(bare),
      ...ran(
        { ...still, kind: 'MATCH' },
        { ...still, kind: 'DIGEST' },
        { kind: 'IMPORT', state: 'FAILED', retryable: false, outcome: 'The header lacks "name".' },
        { kind: 'IMPORT', state: 'FAILED', retryable: true },
      ),
    },
  },
  {
    full: /not reached a queue yet.*Send it again.*Let letters go to it again.*Earlier runs/s,
    empty: 'Nothing has run yet.',
    'nothing alike': 'No run is like this.',
    'under way': /3 of 9, 33%.*by the service itself.*Its turn comes in a moment/s,
    'still or failed':
      /has not moved since.*Ask again.*Stands still.*The header lacks "name"\. The file is not kept/s,
  },
);

describe('runs', () => {
  it('are asked for again where that helps, and only once they broke', () => {
    const againAt = (one: Partial<typeof run>): string | null => shownRun({ ...run, ...one }).againAt;
    expect(againAt({ kind: 'MATCH', state: 'FAILED' })).toBe('/office/rank');
    expect(againAt({ kind: 'DIGEST', state: 'RUNNING', stalled: true })).toBe('/office/jobs/digests');
    expect(againAt({ kind: 'IMPORT', state: 'FAILED' })).toBeNull();
    expect(againAt({ kind: 'MATCH', state: 'RUNNING', stalled: false })).toBeNull();
  });

  it('keep in their address how they are narrowed', () => {
    const asked = { kind: 'MATCH', state: 'DONE', after: 'x' };
    expect(Object.fromEntries(new URL(jobsHref(jobsAsked(asked)), 'http://a').searchParams)).toEqual(asked);
    expect(jobsHref(jobsAsked({ kind: 'x', state: 'y' }))).toBe('/office/jobs');
  });
});
