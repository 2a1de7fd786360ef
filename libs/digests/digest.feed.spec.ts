import { describe, expect, it } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import { XMLValidator } from 'fast-xml-parser';
import { parseAtomFeed } from 'feedsmith';
import type { DigestContent } from './digest.content.js';
import { digestAsCsv, digestsAsAtom, type FeedEntry } from './digest.feed.js';

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const cluster = { id: uuid(1), name: 'Castings & <Forgings> “Group”' };
const entry = (n: number, subject: string, lines: string[]): FeedEntry => ({
  id: uuid(n),
  subject,
  lines,
  composedAt: new Date(`2026-11-${10 + n}T07:00:00Z`),
});
const options = {
  publicUrl: 'https://match.example',
  selfUrl: 'https://api.match.example/feeds/clusters/org_1.atom?t=a&b=c',
  now: new Date('2026-11-29T07:00:00Z'),
};
/** RFC 3339, as RFC 4287 asks. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

describe('the feed of a cluster body', () => {
  const atom = digestsAsAtom(
    cluster,
    [
      entry(12, 'A & B won £10 of work; <3 new matches>', ['“Vanes” of R & Sons.', 'A control: \u0007.']),
      entry(5, '1 new match', ['One member newly fits 1 open requirement.']),
    ],
    options,
  );

  it('is well-formed and has what RFC 4287 demands of a feed and of each entry', () => {
    expect(XMLValidator.validate(atom)).toBe(true);
    const feed = parseAtomFeed(atom);
    expect(feed).toMatchObject({
      id: `urn:uuid:${cluster.id}`,
      title: { value: `${cluster.name}: Midlands Match digests` },
      authors: [{ name: 'Midlands Match' }],
      links: [
        { rel: 'self', type: 'application/atom+xml', href: options.selfUrl },
        {
          rel: 'alternate',
          type: 'text/html',
          href: expect.stringMatching(/^https:\/\/match\.example\/clusters\/org_/),
        },
      ],
    });
    expect(feed.updated).toBe('2026-11-22T07:00:00.000Z');
    expect(feed.entries).toHaveLength(2);
    const ids = feed.entries!.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    for (const one of feed.entries!) {
      expect(one.id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
      expect(one.updated).toMatch(MOMENT);
      expect(one.published).toMatch(MOMENT);
      expect(one.links).toEqual([
        { href: expect.stringMatching(/^https:\/\/match\.example\/digests\/digest_/) },
      ]);
    }
  });

  it('keeps what it tells, whatever the names hold', () => {
    const [first] = parseAtomFeed(atom).entries!;
    expect(first!.title).toMatchObject({ value: 'A & B won £10 of work; <3 new matches>' });
    expect(first!.content).toMatchObject({
      type: 'html',
      value: '<ul><li>“Vanes” of R &amp; Sons.</li><li>A control: .</li></ul>',
    });
  });

  it('is a feed before the first digest, too', () => {
    const empty = digestsAsAtom(cluster, [], options);
    expect(XMLValidator.validate(empty)).toBe(true);
    expect(parseAtomFeed(empty).updated).toBe('2026-11-29T07:00:00.000Z');
  });
});

describe('the items of a digest as CSV', () => {
  const requirement = {
    id: uuid(21),
    title: 'Rods, "ground"\nand honed',
    buyerId: uuid(22),
    buyerName: '=SUM(A1)',
    region: null,
    valueGbp: 90_000,
    closesOn: '2026-12-10',
  };
  const member = { id: uuid(23), name: '@Home Coatings', region: null };
  const content = {
    isoWeek: '2026-W48',
    groups: [
      {
        requirement,
        matches: [{ member, rank: 2, score: 0.71234, crossRegional: true, reason: null }],
      },
    ],
    steps: [],
    closing: [],
    happenings: [],
    gaps: [{ key: 'k', sentence: 'No supplier offers “x”.', requirements: [requirement], valueGbp: 90_000 }],
  } as unknown as DigestContent;

  it('is read back by a parser row by row, and no cell is a formula', () => {
    const rows = parseCsv<Record<string, string>>(digestAsCsv(content), { columns: true, bom: true });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      week: '2026-W48',
      kind: 'match',
      member: "'@Home Coatings",
      requirement: requirement.title,
      buyer: "'=SUM(A1)",
      value_gbp: '90000',
      rank: '2',
      score: '0.712',
      cross_regional: 'true',
    });
    // Without it a spreadsheet reads the quotation marks and pound signs of its sentences as Latin-1.
    expect(digestAsCsv(content).startsWith('\uFEFFweek,')).toBe(true);
    expect(rows[1]).toMatchObject({ kind: 'gap', member: '', why: 'No supplier offers “x”.' });
  });
});
