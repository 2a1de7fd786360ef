import { DateTime } from 'luxon';

/** Weeks that a page shows. */
export const SHOWN_WEEKS = 12;

/** A week as the API tells it. */
export interface Week {
  readonly weekStarting: string;
  readonly registrations: number | null;
  readonly matches: number;
  readonly interests: number;
  readonly invitations: number;
  readonly awards: number;
}

const measures = [
  { key: 'registrations', label: 'Suppliers registered', one: 'supplier registered' },
  { key: 'matches', label: 'Matches that began', one: 'match that began' },
  { key: 'interests', label: 'Expressions of interest', one: 'expression of interest' },
  { key: 'invitations', label: 'Invitations', one: 'invitation' },
  { key: 'awards', label: 'Awards', one: 'award' },
] as const;

/** Size of a chart in the units of its picture. */
const WIDE = 240;
const HIGH = 56;
const GAP = 3;
/** A week with something is seen, however little it is beside the others. */
const LEAST = 2;

const told = (weeks: readonly Week[]) =>
  measures.filter(({ key }) => weeks.some((week) => week[key] !== null));

const dayOf = (iso: string): string => DateTime.fromISO(iso).toFormat('d MMMM yyyy');

/** What a chart shows, for those who do not see it. */
function wordsOf(label: string, weeks: readonly Week[], values: readonly number[]): string {
  const most = Math.max(...values);
  const total = values.reduce((sum, value) => sum + value, 0);
  const span = `in ${weeks.length} weeks from ${dayOf(weeks[0]!.weekStarting)}`;
  if (total === 0) return `${label}: none ${span}.`;
  const peak = dayOf(weeks[values.indexOf(most)]!.weekStarting);
  return `${label}: ${total} ${span}; most, ${most}, in the week of ${peak}; ${values.at(-1)} in the latest.`;
}

/** Weeks as one small chart a measure, and as a table; null when there is none to show. */
export function activityOf(weeks: readonly Week[]) {
  if (weeks.length === 0) return null;
  const pitch = WIDE / weeks.length;
  const charts = told(weeks).map(({ key, label, one }) => {
    const values = weeks.map((week) => week[key] ?? 0);
    const most = Math.max(1, ...values);
    const total = values.reduce((sum, value) => sum + value, 0);
    return {
      key,
      label,
      total,
      counted: total === 1 ? one : label.toLowerCase(),
      words: wordsOf(label, weeks, values),
      bars: values.map((value, at) => {
        const height = value === 0 ? 0 : Math.max(LEAST, Math.round((value / most) * HIGH));
        return {
          x: Number((at * pitch + GAP / 2).toFixed(1)),
          y: HIGH - height,
          width: Number((pitch - GAP).toFixed(1)),
          height,
          isLatest: at === weeks.length - 1,
        };
      }),
    };
  });
  return {
    count: weeks.length,
    from: weeks[0]!.weekStarting,
    until: weeks.at(-1)!.weekStarting,
    isQuiet: charts.every(({ total }) => total === 0),
    charts,
    heads: charts.map(({ label }) => label),
    rows: [...weeks]
      .reverse()
      .map((week) => ({ week: week.weekStarting, values: told(weeks).map(({ key }) => week[key] ?? 0) })),
  };
}

/** The same as rows of a CSV, oldest first. */
export const activityRows = (weeks: readonly Week[]): (string | number)[][] => [
  ['week starting', ...told(weeks).map(({ label }) => label.toLowerCase())],
  ...weeks.map((week) => [week.weekStarting, ...told(weeks).map(({ key }) => week[key] ?? 0)]),
];
