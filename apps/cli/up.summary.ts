import { Person } from '#lib/identity';
import type { Config, Context } from '#lib/platform';

export interface Summary {
  suppliers: number;
  openRequirements: number;
  matches: number;
  /** Share of matches whose supplier and buyer sit in different regions of the two, 0 to 1; null without matches. */
  crossRegional: number | null;
  digests: number;
  people: { email: string; name: string }[];
}

/** What there is, for the lines that a start ends with. */
export async function readSummary(ctx: Context): Promise<Summary> {
  const [row] = await ctx.query<Omit<Summary, 'people'>>(
    // Lists of requirements that have closed since are taken away by a job, which may not have run yet.
    `WITH open AS MATERIALIZED (SELECT id FROM requirements WHERE state IN ('OPEN', 'SHORTLISTING')),
          lists AS MATERIALIZED (SELECT * FROM match_lists WHERE requirement_id IN (SELECT id FROM open))
     SELECT (SELECT count(*)::int FROM supplier_profiles) AS suppliers,
            (SELECT count(*)::int FROM open) AS "openRequirements",
            (SELECT coalesce(sum(cardinality(supplier_nos)), 0)::int FROM lists) AS matches,
            (SELECT avg(x::int)::float FROM lists, unnest(cross_regional) AS x) AS "crossRegional",
            (SELECT count(*)::int FROM digests) AS digests`,
  );
  const people = await ctx.repository(Person).find({ order: { email: 'ASC' }, take: 12 });
  return { ...row!, people };
}

export function showSummary(summary: Summary, config: Config): void {
  const number = (value: number): string => value.toLocaleString('en-GB');
  const share = summary.crossRegional === null ? '–' : `${Math.round(summary.crossRegional * 100)}%`;
  const lines = [
    '',
    `Ready. ${number(summary.suppliers)} suppliers · ${number(summary.openRequirements)} open requirements · ${number(summary.matches)} matches, ${share} of them cross-regional · ${number(summary.digests)} digests`,
    '',
    `  Portal   ${config.publicUrl}`,
    `  GraphQL  http://localhost:${config.apiPort}/graphql`,
  ];
  if (config.demo) {
    lines.push('', '  Demo people (every name and firm is fictional):');
    const width = Math.max(0, ...summary.people.map(({ email }) => email.length));
    for (const { email, name } of summary.people) lines.push(`    ${email.padEnd(width)}  ${name}`);
    lines.push('  An API token for one of them: npm run cli -- user token --email <address>');
  }
  lines.push('', '  Ctrl-C stops everything; the data stays.', '');
  console.log(lines.join('\n'));
}
