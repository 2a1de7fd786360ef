import { describe, expect, it } from '@jest/globals';
import type { Blocker, Shortfall, WantedCertificate } from '#lib/matching';
import { toOpaqueId } from '#lib/platform';
import { composeContent, type DigestFacts, type NearMatch, type NewMatch } from './digest.composer.js';
import type { DigestHappening, DigestMember, DigestRequirement } from './digest.content.js';
import { renderDigest } from './digest.renderer.js';
import { stepInWords } from './digest.sentences.js';
import { certificateInWords } from '#lib/taxonomy';
import { listOf } from './digest.words.js';

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const member = (n: number, name: string, region: DigestMember['region']): [string, DigestMember] => [
  id(n),
  { id: id(n), name, region },
];
const requirement = (n: number, title: string, valueGbp: number | null): [string, DigestRequirement] => [
  id(n),
  {
    id: id(n),
    title,
    buyerId: id(90),
    buyerName: 'Rolleston & Turbines',
    region: 'EAST_MIDLANDS',
    valueGbp,
    closesOn: '2026-12-04',
  },
];
const match = (requirementId: string, memberId: string, rank: number, score: number): NewMatch => ({
  requirementId,
  memberId,
  rank,
  score,
  crossRegional: memberId === id(2),
});
const lacking = (scheme: string): Blocker => ({
  code: 'CERTIFICATE_MISSING',
  message: '',
  subject: scheme,
  needed: scheme,
  certificate: { scheme },
});
const near = (requirementId: string, memberId: string, blocker: Blocker): NearMatch => ({
  requirementId,
  memberId,
  blocker,
});

const facts = (given: Partial<DigestFacts> = {}): DigestFacts => ({
  cluster: { id: id(99), name: 'Midlands Makers (demo)' },
  isoWeek: '2026-W48',
  memberCount: 3,
  members: new Map([
    member(1, 'Derwent Machining', 'EAST_MIDLANDS'),
    member(2, 'Tame <Castings>', 'WEST_MIDLANDS'),
    member(3, 'Soar Coatings', null),
  ]),
  requirements: new Map([requirement(11, 'Brackets', 850_000), requirement(12, 'Vanes', 2_400_000)]),
  matches: [],
  nearly: [],
  reasonOf: ({ memberId }) => `Reason of ${memberId.at(-1)}.`,
  previous: null,
  quarterAgo: null,
  history: [],
  closing: [],
  closingWeeks: 2,
  happenings: [],
  gaps: [],
  shortfallOf: () => null,
  tastes: new Map(),
  ...given,
});

const both = [match(id(11), id(1), 4, 0.6), match(id(12), id(2), 1, 0.9), match(id(11), id(2), 2, 0.7)];

describe('composing a digest', () => {
  it('groups matches by requirement, the best first in each and over all', () => {
    const { groups, figures, subject } = composeContent(facts({ matches: both }));
    expect(groups.map((group) => [group.requirement.title, group.matches.map(({ rank }) => rank)])).toEqual([
      ['Vanes', [1]],
      ['Brackets', [2, 4]],
    ]);
    expect(figures.newMatches.now).toBe(3);
    expect(figures.membersMatched.now).toBe(2);
    expect(subject).toBe('3 new matches for 2 members, 2 across the regions');
  });

  it('names the best match across the regions of each requirement', () => {
    const { highlights } = composeContent(facts({ matches: both }));
    expect(highlights.map((item) => [item.requirement.title, item.member.name])).toEqual([
      ['Vanes', 'Tame <Castings>'],
      ['Brackets', 'Tame <Castings>'],
    ]);
  });

  it('groups members by the one step that they share, and adds up what it opens', () => {
    const { steps } = composeContent(
      facts({
        nearly: [
          near(id(11), id(1), lacking('AS9100')),
          near(id(12), id(1), lacking('AS9100')),
          near(id(12), id(3), lacking('AS9100')),
          near(id(11), id(3), lacking('ISO 14001')),
        ],
      }),
    );
    expect(steps.map(({ sentence }) => sentence)).toEqual([
      'Two members lack only AS9100: 2 requirements, £3.3 million a year.',
      'One member lacks only ISO 14001: 1 requirement, £850,000 a year.',
    ]);
  });

  it('groups gaps by what is missing, and adds up what that is worth', () => {
    const shortfall = (given: Partial<Shortfall>): Shortfall => ({
      kind: 'CAPABILITY',
      needs: [{ phrase: 'vacuum brazing', codes: ['brazing'] }],
      certificates: [],
      able: 0,
      ...given,
    });
    const held: WantedCertificate = { scheme: 'AS9100', importance: 'required' };
    const of: Record<string, Shortfall> = {
      [id(11)]: shortfall({}),
      [id(12)]: shortfall({ needs: [{ phrase: 'brazing in vacuum', codes: ['brazing'] }] }),
      [id(13)]: shortfall({ kind: 'CERTIFICATE', certificates: [held], able: 43 }),
      [id(14)]: shortfall({ kind: 'PLACE', certificates: [held], able: 1 }),
    };
    const told = composeContent(
      facts({
        gaps: [
          requirement(14, 'Joints', null)[1],
          requirement(13, 'Cores', 900_000)[1],
          requirement(11, 'Brackets', 850_000)[1],
          requirement(12, 'Vanes', 2_400_000)[1],
        ],
        shortfallOf: (requirementId) => of[requirementId]!,
      }),
    );
    expect(
      told.gaps.map(({ sentence, requirements }) => [sentence, ...requirements.map(({ title }) => title)]),
    ).toEqual([
      ['No supplier offers “vacuum brazing”: 2 requirements, £3.3 million a year.', 'Vanes', 'Brackets'],
      [
        'None of 43 suppliers of “vacuum brazing” holds AS9100 in date: 1 requirement, £900,000 a year.',
        'Cores',
      ],
      [
        'The one supplier of “vacuum brazing” with AS9100 is not near enough to its buyer: 1 requirement.',
        'Joints',
      ],
    ]);
    expect(told.quiet).toBe(false);
    expect(told.lines).toEqual([told.gaps[0]!.sentence]);
  });

  it('tells nobody what a member keeps to itself, or what no step can mend', () => {
    const nearly = (['TURNOVER_TOO_SMALL', 'TOO_FAR', 'OUT_OF_REGION', 'EXCLUDED'] as const).map((code) =>
      near(id(11), id(1), { code, message: '' }),
    );
    expect(composeContent(facts({ nearly })).steps).toEqual([]);
  });

  it('sets figures beside those of the digest before', () => {
    const previous = { newMatches: 1, membersMatched: 1, requirements: 1, crossRegional: 0 };
    const { figures } = composeContent(facts({ matches: both, previous }));
    expect(figures.newMatches).toEqual({
      label: 'new matches',
      now: 3,
      before: 1,
      quarterAgo: null,
    });
  });

  it('tells of an introduction how far it has come, awards first, and says in the subject what was won', () => {
    const happening = (
      n: number,
      kind: DigestHappening['kind'],
      at: string,
      firm = 1,
      state = kind as string,
    ): DigestHappening => ({
      introductionId: id(n),
      at,
      kind,
      state,
      sentence: `${kind} ${at}.`,
      requirement: requirement(11, 'Brackets', null)[1],
      member: member(firm, `Firm ${firm}`, null)[1],
      valueGbp: kind === 'AWARDED' ? 150_000 : null,
    });
    const happenings = [
      happening(41, 'MOVED', '2026-11-03'),
      happening(41, 'MOVED', '2026-11-01'),
      happening(42, 'OVERDUE', '2026-11-02'),
      happening(42, 'MOVED', '2026-11-01'),
      happening(43, 'MOVED', '2026-11-05'),
      happening(43, 'AWARDED', '2026-11-09'),
      // That it was invited is what the reply is overdue to.
      happening(45, 'OVERDUE', '2026-11-01', 1, 'INVITED'),
      happening(45, 'MOVED', '2026-10-30', 1, 'INVITED'),
    ];
    const one = composeContent(facts({ happenings }));
    expect(one.happenings.map(({ sentence }) => sentence)).toEqual([
      'AWARDED 2026-11-09.',
      'OVERDUE 2026-11-02.',
      'OVERDUE 2026-11-01.',
      'MOVED 2026-11-03.',
      'MOVED 2026-11-01.',
    ]);
    expect(one.subject).toBe('Firm 1 won £150,000 of work');
    expect(one.lines[0]).toBe('AWARDED 2026-11-09.');
    const two = composeContent(
      facts({ happenings: [...happenings, happening(44, 'AWARDED', '2026-11-08', 2)], matches: both }),
    );
    expect(two.subject).toBe('Two members won £300,000 of work; 3 new matches');
    expect(two.lines[0]).toBe('Two members won £300,000 of work: Firm 1 and Firm 2.');
  });

  it('is quiet when there is no news', () => {
    const content = composeContent(facts());
    expect(content.quiet).toBe(true);
    expect(content.subject).toBe('Nothing new since the last digest');
    expect(content.lines).toEqual(['Nothing new since the last digest.']);
  });

  it('says first what came of it and what to do next, however much there is', () => {
    const [aRequirement, aMember] = [requirement(11, 'Brackets', null)[1], member(1, 'Firm 1', null)[1]];
    const happenings = (['AWARDED', 'OVERDUE'] as const).map((kind, n) => ({
      introductionId: id(60 + n),
      at: '2026-11-09',
      kind,
      state: kind,
      sentence: `${kind}.`,
      requirement: aRequirement,
      member: aMember,
      valueGbp: null,
    }));
    const { lines } = composeContent(
      facts({
        matches: both,
        nearly: [near(id(11), id(3), lacking('ISO 9001'))],
        closing: [{ requirement: aRequirement, members: [aMember] }],
        happenings,
      }),
    );
    expect(lines).toEqual([
      'AWARDED.',
      'Two members newly fit 2 open requirements.',
      'Two matches cross between the regions, led by Tame <Castings> (West Midlands to East Midlands).',
      'One requirement that members fit closes within two weeks, and one reply is overdue.',
      expect.stringMatching(/^One member lacks only ISO 9001: 1 requirement/),
    ]);
  });

  it.each([
    [2, 'two weeks'],
    [3, 'three weeks'],
    [6, 'six weeks'],
  ])('says within how many weeks what it tells of closes, in every form: %i', (closingWeeks, words) => {
    const closing = [{ requirement: requirement(11, 'Brackets', null)[1], members: [] }];
    const content = composeContent(facts({ closing, closingWeeks }));
    const { html, text } = renderDigest(content, { publicUrl: 'https://match.example', digestId: null });
    expect([content.subject, ...content.lines]).toEqual([
      `1 requirement that members fit closes within ${words}`,
      `One requirement that members fit closes within ${words}.`,
    ]);
    for (const form of [html, text])
      expect(form).toContain(`Requirements that your members fit and that close within ${words}.`);
  });

  it('names a close fit as an example, unless the same firm leads across the regions', () => {
    const linesOf = (...matches: NewMatch[]): string[] => composeContent(facts({ matches })).lines;
    expect(linesOf(match(id(11), id(1), 4, 0.9), match(id(12), id(2), 9, 0.8))).toEqual([
      'Two members newly fit 2 open requirements.',
      'The closest fit: Derwent Machining for “Brackets” of Rolleston & Turbines.',
      'One match crosses between the regions: Tame <Castings> (West Midlands to East Midlands).',
    ]);
    expect(linesOf(match(id(12), id(2), 1, 0.9))).toEqual([
      'One member newly fits 1 open requirement.',
      'One match crosses between the regions: Tame <Castings> (West Midlands to East Midlands).',
    ]);
    expect(linesOf(match(id(11), id(1), 38, 0.3))).toEqual(['One member newly fits 1 open requirement.']);
    // Across the regions, but no close fit.
    expect(linesOf(match(id(12), id(2), 11, 0.9))).toEqual(['One member newly fits 1 open requirement.']);
  });

  it('says no more than five lines first', () => {
    const nearly = ['A', 'B', 'C', 'D', 'E', 'F'].map((scheme) => near(id(11), id(3), lacking(scheme)));
    expect(composeContent(facts({ matches: both, nearly })).lines).toHaveLength(5);
  });
});

it.each<[NonNullable<Blocker['certificate']>, name: string]>([
  [{ scheme: 'NADCAP', commodity: 'NDT' }, 'Nadcap NDT'],
  [{ scheme: 'NADCAP', commodity: 'HEAT_TREATING' }, 'Nadcap heat treating'],
  [{ scheme: 'EN_15085_2', level: 'CL1' }, 'EN 15085-2 CL1'],
  [{ scheme: 'ISO_14644', level: 'ISO_7' }, 'ISO 14644 Class 7'],
  [{ scheme: 'SC21', level: 'GOLD' }, 'SC21 Gold'],
  [{ scheme: 'GMP' }, 'GMP'],
])('calls %j the same where it is held and where it is the one step', (certificate, name) => {
  expect(certificateInWords(certificate)).toBe(name);
  const blocker: Blocker = {
    code: 'CERTIFICATE_MISSING',
    message: '',
    subject: certificate.scheme,
    certificate,
  };
  expect(stepInWords(blocker, 2)).toBe(`lack only ${name}`);
});

it.each([
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a and b', 'c'], 'a and b, and c'],
  [['a', 'b and c', 'd'], 'a, b and c, and d'],
])('lists %j', (items, words) => {
  expect(listOf(items)).toBe(words);
});

describe('rendering a digest', () => {
  const content = composeContent(facts({ matches: both, nearly: [near(id(11), id(3), lacking('AS9100'))] }));
  const options = { publicUrl: 'https://match.example', digestId: id(7) };

  it('leads from its first lines to where introductions are suggested, when there are new matches', () => {
    const path = `https://match.example/clusters/${toOpaqueId('org', content.cluster.id)}/openings`;
    const { html, text } = renderDigest(content, options);
    expect(html).toContain(`<a class="link" href="${path}"`);
    expect(text).toContain(`Suggest introductions to these buyers: ${path}\n\n`);
    const steps = composeContent(facts({ nearly: [near(id(11), id(3), lacking('AS9100'))] }));
    for (const form of Object.values(renderDigest(steps, options))) expect(form).not.toContain('/openings');
  });

  it('leaves out figures that are all nought and have nothing to stand beside', () => {
    const nearly = [near(id(11), id(3), lacking('AS9100'))];
    const before = { newMatches: 0, membersMatched: 0, requirements: 0, crossRegional: 0 };
    for (const form of ['html', 'text'] as const) {
      const rendered = (given: object): string =>
        renderDigest(composeContent(facts({ nearly, ...given })), options)[form];
      expect(rendered({})).not.toContain('members matched');
      expect(rendered({ previous: before })).toContain('members matched');
    }
  });

  it('escapes what comes from outside, in HTML alone', () => {
    const { html, text } = renderDigest(content, options);
    expect(html).toContain('Tame &lt;Castings&gt;');
    expect(html).not.toContain('<Castings>');
    expect(text).toContain('Tame <Castings>');
    expect(text).toContain('Rolleston & Turbines');
  });

  it('says in the text what it says in HTML', () => {
    const { html, text } = renderDigest(content, options);
    for (const said of ['Reason of 1.', 'One member lacks only AS9100', 'closes 4 December 2026']) {
      expect(html).toContain(said);
      expect(text).toContain(said);
    }
  });

  it('links to pages by opaque ids, and to the digest only when it is stored', () => {
    const { html } = renderDigest(content, options);
    expect(html).toMatch(/href="https:\/\/match\.example\/digests\/digest_[0-9a-z]{26}"/);
    expect(html).toMatch(/href="https:\/\/match\.example\/suppliers\/org_[0-9a-z]{26}"/);
    expect(renderDigest(content, { ...options, digestId: null }).html).not.toContain('/digests/');
  });

  it('puts what readers want first, and leaves out of the letter what they have no use for', () => {
    const tastes = new Map([
      ['step:CERTIFICATE_MISSING:AS9100', -1],
      [`closing:${id(90)}`, -2],
      ['step:CERTIFICATE_MISSING:ISO_14001', 1],
    ]);
    const told = composeContent(
      facts({
        tastes,
        nearly: [
          near(id(11), id(1), lacking('AS9100')),
          near(id(12), id(3), lacking('AS9100')),
          near(id(11), id(2), lacking('ISO_9001')),
          near(id(11), id(3), lacking('ISO_14001')),
        ],
        closing: [{ requirement: requirement(11, 'Brackets', null)[1], members: [] }],
      }),
    );
    expect(told.steps.map(({ subject }) => subject)).toEqual(['ISO_14001', 'ISO_9001', 'AS9100']);
    const letter = renderDigest(told, options);
    expect(letter.html).not.toContain('lack only AS9100');
    expect(letter.html).toMatch(
      /1 more step is in <a [^>]*href="https:\/\/match\.example\/digests\/[^>]*>the full digest<\/a>\./,
    );
    expect(letter.text).not.toContain('CLOSING SOON');
    const page = renderDigest(told, { ...options, form: 'PAGE' });
    expect(page.html).toContain('lack only AS9100');
    expect(page.text).toContain('CLOSING SOON');
  });

  it('names gaps with their requirements, and links to the page of all of them', () => {
    const gap = (n: number, key: string) => ({
      key,
      sentence: `No supplier offers “${key}”: 3 requirements.`,
      requirements: [n, n + 1, n + 2].map((at) => requirement(at, `Part ${at}`, 850_000)[1]),
      valueGbp: 0,
    });
    const { html, text } = renderDigest(
      { ...content, gaps: [gap(21, 'brazing'), gap(31, 'forging')] },
      options,
    );
    for (const form of [html, text]) {
      expect(form).toContain('No supplier offers “forging”: 3 requirements.');
      expect(form).toContain('Part 22');
      expect(form).not.toContain('Part 23');
      expect(form).toContain('and 1 more');
      expect(form).toContain('https://match.example/insights/gaps');
    }
    expect(renderDigest(content, options).html).not.toContain('insights/gaps');
  });

  it('says how figures stand to those before', () => {
    const previous = { newMatches: 5, membersMatched: 1, requirements: 2, crossRegional: 2 };
    const { html, text } = renderDigest(
      composeContent(facts({ matches: both, previous, quarterAgo: previous })),
      options,
    );
    expect(html).toContain('2 fewer than last time');
    expect(text).toContain('2 members matched (1 more than last time, 1 more than a quarter ago)');
    expect(text).toContain('2 requirements (as last time, as a quarter ago)');
  });

  it('shows figures in one order, also when the store has kept them in another', () => {
    const stored = { ...content, figures: Object.fromEntries(Object.entries(content.figures).reverse()) };
    expect(renderDigest(stored as typeof content, options)).toEqual(renderDigest(content, options));
  });

  it('renders a quiet week too', () => {
    const { html, text } = renderDigest(composeContent(facts()), options);
    expect(html).toContain('Nothing new since the last digest.');
    expect(text).not.toContain('NEW MATCHES');
  });

  it('gives every heading and the language, and styles in the elements themselves', () => {
    const { html } = renderDigest(content, options);
    expect(html).toContain('<html lang="en-GB">');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(p|h\d|td class="pad")(?![^>]*style=)[^>]*>/);
  });
});
