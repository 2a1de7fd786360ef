import type { Context } from '#lib/platform';
import { parse } from 'csv-parse/sync';
import { nameKey, readCompanyNumber } from './organisation.name.js';

/** Why an organisation is thought to be the one meant. */
export type MeantBecause = 'COMPANY_NUMBER' | 'NAME' | 'LIKE';

export interface MeantOrganisation {
  id: string;
  name: string;
  companyNumber: string | null;
  districtCode: string | null;
  because: MeantBecause;
  /** It belongs to the cluster body already. */
  member: boolean;
}

/** A line of a list, and which suppliers it may mean: the surest alone, or several that are alike. */
export interface RecognisedLine {
  line: string;
  meant: MeantOrganisation[];
}

export const MOST_LINES = 500;
/** Names that are looked for inside others: each is compared with every organisation. */
const MOST_LOOKED_FOR = 20;
const MOST_ALIKE = 5;
const SHORTEST_LIKE = 3;

const headings =
  /^(?:name|company|company ?name|business|organisation|organisation name|member|supplier|company ?number|companynumber|number|crn|post ?code|town|email|e-mail|website)$/i;

interface Line {
  line: string;
  numbers: string[];
  keys: string[];
}

/**
 * Reads a list as people paste it: names or company numbers, one to a line, or the rows of a spreadsheet. A row of
 * headings says nothing; a name with a comma is tried whole as well as in parts.
 */
export function readMemberLines(text: string): Line[] {
  const rows: string[][] = parse(text, {
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    bom: true,
  });
  return rows
    .map((cells) => cells.filter((cell) => cell !== ''))
    .filter((cells) => cells.length > 0 && !cells.every((cell) => headings.test(cell)))
    .slice(0, MOST_LINES)
    .map((cells) => {
      const names = cells.filter((cell) => /\p{L}{2}/u.test(cell) && !/[@/]/.test(cell));
      return {
        line: cells.join(', ').slice(0, 300),
        numbers: cells.flatMap((cell) => readCompanyNumber(cell) ?? []),
        keys: [...new Set([names.join(' '), ...names].map(nameKey))].filter((key) => key !== '').slice(0, 8),
      };
    });
}

interface Row extends Omit<MeantOrganisation, 'because'> {
  nameKey: string;
}

/** Which suppliers the lines of a list mean, in at most two statements: by company number, by name, else by part of it. */
export async function recogniseMembers(
  ctx: Context,
  clusterId: string,
  text: string,
): Promise<RecognisedLine[]> {
  const lines = readMemberLines(text);
  const find = (condition: string, values: unknown[]): Promise<Row[]> =>
    ctx.query<Row>(
      `SELECT o.id, o.name, o.name_key AS "nameKey", o.company_number AS "companyNumber",
              s.district_code AS "districtCode", m.member_id IS NOT NULL AS member
         FROM organisations o
         LEFT JOIN sites s ON s.organisation_id = o.id AND s.is_primary
         LEFT JOIN cluster_memberships m ON m.cluster_id = $1 AND m.member_id = o.id
        WHERE o.supplier AND ${condition}`,
      [clusterId, ...values],
    );
  const rows = await find(`(o.company_number = ANY($2) OR o.name_key = ANY($3)) ORDER BY o.name, o.id`, [
    lines.flatMap(({ numbers }) => numbers),
    lines.flatMap(({ keys }) => keys),
  ]);
  const sure = lines.map(({ numbers, keys }): MeantOrganisation[] => {
    const numbered = rows.filter(({ companyNumber }) => numbers.includes(companyNumber ?? ''));
    if (numbered.length > 0) return meant(numbered, 'COMPANY_NUMBER');
    return meant(
      rows.filter((row) => keys.includes(row.nameKey)),
      'NAME',
    );
  });
  const open = lines
    .flatMap(({ keys }, at) => (sure[at]!.length === 0 ? [keys[0] ?? ''] : []))
    .filter((key) => key.length >= SHORTEST_LIKE)
    .slice(0, MOST_LOOKED_FOR);
  const alike =
    open.length === 0
      ? []
      : await find(
          `EXISTS (SELECT FROM unnest($2::text[]) AS key WHERE position(key IN o.name_key) > 0)
             ORDER BY length(o.name_key), o.name, o.id LIMIT $3`,
          [open, open.length * MOST_ALIKE * 4],
        );
  return lines.map(({ line, keys }, at) => ({
    line,
    meant:
      sure[at]!.length > 0
        ? sure[at]!
        : meant(
            alike.filter(({ nameKey: whole }) => open.includes(keys[0] ?? '') && whole.includes(keys[0]!)),
            'LIKE',
          ),
  }));
}

const meant = (rows: readonly Row[], because: MeantBecause): MeantOrganisation[] =>
  rows.slice(0, MOST_ALIKE).map(({ nameKey: _, ...row }) => ({ ...row, because }));
