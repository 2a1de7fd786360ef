import type { Blocker, Shortfall } from '#lib/matching';
import { poundsInWords } from '#lib/platform';
import type {
  DigestClosing,
  DigestContent,
  DigestFigure,
  DigestGap,
  DigestHappening,
  DigestHighlight,
  DigestMatchGroup,
  DigestMember,
  DigestRequirement,
  DigestStep,
  FigureName,
} from './digest.content.js';
import { byTaste, facets, type Tastes, unwantedOf } from './digest.facets.js';
import { weekInWords } from './digest.iso-week.js';
import { gapKey, gapSentence, isStep, stepInWords, stepKey, stepSentence } from './digest.sentences.js';
import { countOf, figureOf, listOf, regionInWords, weeksInWords } from './digest.words.js';

export interface NewMatch {
  requirementId: string;
  memberId: string;
  rank: number;
  score: number;
  crossRegional: boolean;
}

export interface NearMatch {
  requirementId: string;
  memberId: string;
  blocker: Blocker;
}

/** Everything a digest is made of. */
export interface DigestFacts {
  cluster: { id: string; name: string };
  isoWeek: string;
  memberCount: number;
  /** Those that the news are about. */
  members: ReadonlyMap<string, DigestMember>;
  requirements: ReadonlyMap<string, DigestRequirement>;
  /** Matches not told before. */
  matches: readonly NewMatch[];
  /** Near matches not told before. */
  nearly: readonly NearMatch[];
  /** Why a match fits; asked for the few that are shown with a reason. */
  reasonOf: (match: NewMatch) => string | null;
  closing: readonly DigestClosing[];
  /** Within how many weeks. */
  closingWeeks: number;
  happenings: readonly DigestHappening[];
  /** Requirements without a supplier that were not told of before. */
  gaps: readonly DigestRequirement[];
  /** What leaves one without. */
  shortfallOf: (requirementId: string) => Shortfall | null;
  /** Figures of the digest before. */
  previous: Record<FigureName, number> | null;
  /** Figures of the digest thirteen weeks before. */
  quarterAgo: Record<FigureName, number> | null;
  /** New matches of the digests before, oldest first. */
  history: readonly { isoWeek: string; newMatches: number }[];
  /** What readers said of like items before. */
  tastes: Tastes;
}

/** Matches of one requirement that are given a reason. */
export const REASONED = 3;
/** Requirements whose matches are given one: as many as a page shows. */
export const REASONED_GROUPS = 200;
const HIGHLIGHTS = 5;
/** Lines that a digest begins with. */
const LINES = 5;
/** The last place at which a match is an example of a close fit. */
const CLOSE_RANK = 10;

/** Replies that are overdue ask for something to be done, so they stand first; awards are what it is all for. */
const URGENCY = { AWARDED: 0, OVERDUE: 1, MOVED: 2 } as const;

/** Makes the content of a digest. Pure: the same facts give the same digest. */
export function composeContent(facts: DigestFacts): DigestContent {
  const { cluster, isoWeek } = facts;
  const groups = groupMatches(facts);
  const { tastes } = facts;
  const closing = [...facts.closing].sort(byTaste(tastes, ({ requirement }) => facets.closing(requirement)));
  const happenings = latestOf(facts.happenings).sort(
    (a, b) =>
      byTaste(tastes, facets.happening)(a, b) ||
      URGENCY[a.kind] - URGENCY[b.kind] ||
      (a.at < b.at ? 1 : a.at > b.at ? -1 : 0),
  );
  const gaps = groupGaps(facts);
  const highlights = pickHighlights(groups, tastes);
  const steps = groupSteps(facts);
  const figures = countFigures(facts);
  // What readers have no use for neither leads the digest nor stands among its first lines.
  const unwanted = new Set(unwantedOf(tastes));
  const led = {
    ...facts,
    closing: closing.filter(({ requirement }) => !unwanted.has(facets.closing(requirement))),
    happenings: happenings.filter((item) => !unwanted.has(facets.happening(item))),
  };
  const wantedGaps = gaps.filter((item) => !unwanted.has(facets.gap(item)));
  const wantedSteps = steps.filter((step) => !unwanted.has(facets.step(step)));
  const quiet = [groups, steps, closing, happenings, gaps].every(({ length }) => length === 0);
  return {
    cluster,
    isoWeek,
    week: weekInWords(isoWeek),
    subject: subjectOf(figures, wantedSteps, led),
    memberCount: facts.memberCount,
    quiet,
    lines: linesOf(figures, groups, highlights, wantedSteps, wantedGaps, led),
    figures,
    highlights,
    groups,
    steps,
    closing,
    closingWeeks: facts.closingWeeks,
    happenings,
    gaps,
    history: [...facts.history, { isoWeek, newMatches: figures.newMatches.now }],
    unwanted: [...unwanted],
  };
}

/**
 * Of what happened to one introduction, how far it has come; a reply that is overdue stands beside it, or in its place
 * where it is the answer to just that.
 */
function latestOf(happenings: readonly DigestHappening[]): DigestHappening[] {
  const latest = new Map<string, DigestHappening>();
  const waiting = new Set(
    happenings
      .filter(({ kind }) => kind === 'OVERDUE')
      .map(({ introductionId, state }) => `${introductionId} ${state}`),
  );
  for (const item of happenings) {
    if (item.kind === 'MOVED' && waiting.has(`${item.introductionId} ${item.state}`)) continue;
    const key = `${item.introductionId} ${item.kind === 'OVERDUE'}`;
    const known = latest.get(key);
    if (!known || item.at > known.at) latest.set(key, item);
  }
  return [...latest.values()];
}

function groupMatches(facts: DigestFacts): DigestMatchGroup[] {
  const byRequirement = new Map<string, NewMatch[]>();
  for (const match of facts.matches) {
    if (!facts.requirements.has(match.requirementId) || !facts.members.has(match.memberId)) continue;
    const known = byRequirement.get(match.requirementId);
    if (known) known.push(match);
    else byRequirement.set(match.requirementId, [match]);
  }
  return [...byRequirement]
    .map(([requirementId, matches]) => ({
      requirement: facts.requirements.get(requirementId)!,
      matches: matches
        .sort((a, b) => a.rank - b.rank || (a.memberId < b.memberId ? -1 : 1))
        .map((match) => ({
          member: facts.members.get(match.memberId)!,
          rank: match.rank,
          score: match.score,
          crossRegional: match.crossRegional,
          reason: null as string | null,
          match,
        })),
    }))
    .sort(
      (a, b) =>
        byTaste<DigestMatchGroup>(facts.tastes, ({ requirement }) => facets.match(requirement))(a, b) ||
        b.matches[0]!.score - a.matches[0]!.score ||
        (a.requirement.id < b.requirement.id ? -1 : 1),
    )
    .map(({ requirement, matches }, group) => ({
      requirement,
      matches: matches.map(({ match, ...told }, at) => ({
        ...told,
        reason: group < REASONED_GROUPS && at < REASONED ? facts.reasonOf(match) : null,
      })),
    }));
}

/** The best match across the border of each requirement where it is a close fit, best first. */
function pickHighlights(groups: readonly DigestMatchGroup[], tastes: Tastes): DigestHighlight[] {
  return groups
    .flatMap(({ requirement, matches }) => {
      const best = matches.find(
        ({ crossRegional, reason, rank }) => crossRegional && reason !== null && rank <= CLOSE_RANK,
      );
      return best ? [{ ...best, requirement }] : [];
    })
    .sort(
      (a, b) =>
        byTaste<DigestHighlight>(tastes, ({ requirement }) => facets.highlight(requirement))(a, b) ||
        b.score - a.score ||
        (a.requirement.id < b.requirement.id ? -1 : 1),
    )
    .slice(0, HIGHLIGHTS);
}

function groupSteps(facts: DigestFacts): DigestStep[] {
  interface Group {
    blocker: Blocker;
    members: Map<string, DigestMember>;
    requirements: Map<string, DigestRequirement>;
    pairs: NearMatch[];
  }
  const groups = new Map<string, Group>();
  for (const near of facts.nearly) {
    const { requirementId, memberId, blocker } = near;
    const requirement = facts.requirements.get(requirementId);
    const member = facts.members.get(memberId);
    if (!requirement || !member || !isStep(blocker)) continue;
    const key = stepKey(blocker);
    const group: Group = groups.get(key) ?? {
      blocker,
      members: new Map(),
      requirements: new Map(),
      pairs: [],
    };
    group.members.set(memberId, member);
    group.requirements.set(requirementId, requirement);
    group.pairs.push(near);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ blocker, pairs, ...group }): DigestStep => {
      const members = [...group.members.values()].sort(byName);
      const requirements = [...group.requirements.values()].sort(byValue);
      const places = (items: readonly { id: string }[]): Map<string, number> =>
        new Map(items.map(({ id }, at) => [id, at]));
      const [memberAt, requirementAt] = [places(members), places(requirements)];
      const valueGbp = valueOf(requirements);
      return {
        code: blocker.code,
        subject: blocker.subject ?? null,
        sentence: stepSentence(
          stepInWords(blocker, members.length)!,
          members.length,
          requirements.length,
          valueGbp,
        ),
        members,
        requirements,
        pairs: pairs.map(({ memberId, requirementId }) => [
          memberAt.get(memberId)!,
          requirementAt.get(requirementId)!,
        ]),
        valueGbp,
      };
    })
    .sort(
      (a, b) =>
        byTaste<DigestStep>(facts.tastes, facets.step)(a, b) ||
        Number(hardToTake(a)) - Number(hardToTake(b)) ||
        b.requirements.length - a.requirements.length ||
        b.valueGbp - a.valueGbp ||
        (a.sentence < b.sentence ? -1 : 1),
    );
}

/** Requirements that lack a supplier for the same reason together, most of them first. */
function groupGaps({ gaps, shortfallOf, tastes }: DigestFacts): DigestGap[] {
  const groups = new Map<string, { shortfall: Shortfall | null; requirements: DigestRequirement[] }>();
  for (const requirement of gaps) {
    const shortfall = shortfallOf(requirement.id);
    const known = groups.get(gapKey(shortfall));
    if (known) known.requirements.push(requirement);
    else groups.set(gapKey(shortfall), { shortfall, requirements: [requirement] });
  }
  return [...groups]
    .map(([key, { shortfall, requirements }]): DigestGap => {
      const valueGbp = valueOf(requirements);
      return {
        key,
        sentence: gapSentence(shortfall, requirements.length, valueGbp),
        requirements: requirements.sort(byValue),
        valueGbp,
      };
    })
    .sort(
      (a, b) =>
        byTaste<DigestGap>(tastes, facets.gap)(a, b) ||
        b.requirements.length - a.requirements.length ||
        b.valueGbp - a.valueGbp ||
        (a.key < b.key ? -1 : 1),
    );
}

const valueOf = (requirements: readonly DigestRequirement[]): number =>
  requirements.reduce((sum, { valueGbp }) => sum + (valueGbp ?? 0), 0);

const byValue = (a: DigestRequirement, b: DigestRequirement): number =>
  (b.valueGbp ?? 0) - (a.valueGbp ?? 0) || (a.id < b.id ? -1 : 1);

/** Lot sizes follow from how a firm works; a certificate or a process can be gained, and a cluster body can help. */
const hardToTake = ({ code }: Pick<DigestStep, 'code'>): boolean =>
  code === 'BATCH_TOO_SMALL' || code === 'BATCH_TOO_LARGE' || code === 'NOT_ACCEPTING_WORK';

const byName = (a: DigestMember, b: DigestMember): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;

function countFigures(facts: DigestFacts): Record<FigureName, DigestFigure> {
  const { matches, previous, quarterAgo } = facts;
  const figure = (name: FigureName, label: string, now: number): DigestFigure => ({
    label,
    now,
    before: previous ? previous[name] : null,
    quarterAgo: quarterAgo ? quarterAgo[name] : null,
  });
  return {
    newMatches: figure('newMatches', 'new matches', matches.length),
    membersMatched: figure(
      'membersMatched',
      'members matched',
      new Set(matches.map((match) => match.memberId)).size,
    ),
    requirements: figure(
      'requirements',
      'requirements',
      new Set(matches.map((match) => match.requirementId)).size,
    ),
    crossRegional: figure(
      'crossRegional',
      'across the regions',
      matches.filter((match) => match.crossRegional).length,
    ),
  };
}

function subjectOf(
  figures: Record<FigureName, DigestFigure>,
  steps: readonly DigestStep[],
  { closing, closingWeeks, happenings }: DigestFacts,
): string {
  const { newMatches, membersMatched, crossRegional } = figures;
  const many = figureOf(newMatches.now, 'new match', 'new matches');
  const won = wonInWords(happenings);
  // Mail readers show some sixty characters of it.
  if (won) return newMatches.now > 0 ? `${won}; ${many}` : won;
  if (newMatches.now > 0) {
    const across = crossRegional.now > 0 ? `, ${crossRegional.now} across the regions` : '';
    return `${many} for ${figureOf(membersMatched.now, 'member')}${across}`;
  }
  if (closing[0]) {
    return closingInWords(figureOf(closing.length, 'requirement'), closing.length, closingWeeks);
  }
  if (steps.length === 0 && happenings[0]) return happenings[0].sentence.replace(/\.$/, '');
  return steps[0] ? steps[0].sentence.replace(/\.$/, '') : 'Nothing new since the last digest';
}

/** "Two members won £299,000 of work"; undefined without an award. */
function wonInWords(happenings: readonly DigestHappening[]): string | undefined {
  const awards = happenings.filter(({ kind }) => kind === 'AWARDED');
  const names = namesOf(awards);
  const value = awards.reduce((sum, { valueGbp }) => sum + (valueGbp ?? 0), 0);
  const what = value > 0 ? `${poundsInWords(value)} of work` : 'an award';
  if (names.length === 0) return undefined;
  return `${names.length === 1 ? names[0] : countOf(names.length, 'member')} won ${what}`;
}

const NAMED = 3;

const firstNames = (names: readonly string[]): string =>
  listOf(names.length > NAMED ? [...names.slice(0, NAMED), `${names.length - NAMED} more`] : names);

const namesOf = (happenings: readonly DigestHappening[]): string[] => [
  ...new Set(happenings.map(({ member }) => member.name)),
];

function linesOf(
  figures: Record<FigureName, DigestFigure>,
  groups: readonly DigestMatchGroup[],
  highlights: readonly DigestHighlight[],
  steps: readonly DigestStep[],
  gaps: readonly DigestGap[],
  { closing, closingWeeks, happenings }: DigestFacts,
): string[] {
  const lines: string[] = [];
  const awards = happenings.filter(({ kind }) => kind === 'AWARDED');
  if (awards.length === 1) lines.push(awards[0]!.sentence);
  else if (awards.length > 1) lines.push(`${wonInWords(happenings)}: ${firstNames(namesOf(awards))}.`);
  const { newMatches, membersMatched, requirements, crossRegional } = figures;
  if (newMatches.now > 0) {
    lines.push(
      `${countOf(membersMatched.now, 'member')} newly ${membersMatched.now === 1 ? 'fits' : 'fit'} ` +
        `${figureOf(requirements.now, 'open requirement')}.`,
    );
  }
  const afterFits = lines.length;
  const first = highlights[0];
  if (first) {
    const regions = [first.member.region, first.requirement.region].filter((region) => region !== null);
    const way = regions.length === 2 ? ` (${regions.map(regionInWords).join(' to ')})` : '';
    lines.push(
      crossRegional.now === 1
        ? `One match crosses between the regions: ${first.member.name}${way}.`
        : `${countOf(crossRegional.now, 'match', 'matches')} cross between the regions, led by ${first.member.name}${way}.`,
    );
  }
  lines.push(...waitingInWords(closing, closingWeeks, happenings));
  // What to do next is never pushed out; an example of a fit and what nobody does take the room that is left.
  const [step, ...others] = steps.map(({ sentence }) => sentence);
  if (step !== undefined) lines.push(step);
  const best = groups[0]?.matches[0];
  const isExample = best && best.rank <= CLOSE_RANK && best.member.id !== first?.member.id;
  if (isExample && lines.length < LINES) {
    const { title, buyerName } = groups[0]!.requirement;
    lines.splice(afterFits, 0, `The closest fit: ${best.member.name} for “${title}” of ${buyerName}.`);
  }
  lines.push(...others, ...gaps.slice(0, 1).map(({ sentence }) => sentence));
  if (lines.length === 0 && happenings[0]) lines.push(happenings[0].sentence);
  return lines.length > 0 ? lines.slice(0, LINES) : ['Nothing new since the last digest.'];
}

const closingInWords = (many: string, count: number, weeks: number): string =>
  `${many} that members fit ${count === 1 ? 'closes' : 'close'} within ${weeksInWords(weeks)}`;

/** "Four requirements that members fit close within two weeks, and two replies are overdue." */
function waitingInWords(
  closing: readonly DigestClosing[],
  weeks: number,
  happenings: readonly DigestHappening[],
): string[] {
  const parts: string[] = [];
  if (closing.length > 0)
    parts.push(closingInWords(countOf(closing.length, 'requirement'), closing.length, weeks));
  const overdue = happenings.filter(({ kind }) => kind === 'OVERDUE').length;
  if (overdue > 0)
    parts.push(`${countOf(overdue, 'reply', 'replies')} ${overdue === 1 ? 'is' : 'are'} overdue`);
  const [first, second] = parts;
  if (first === undefined) return [];
  return [
    second === undefined ? `${first}.` : `${first}, and ${second[0]!.toLowerCase()}${second.slice(1)}.`,
  ];
}
