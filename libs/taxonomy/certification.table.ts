import { z } from 'zod';
import {
  type Scheme,
  type SchemeCode,
  type SchemeCommodity,
  type SchemeEdition,
  type SchemeLevel,
  type SchemeRelation,
  type SchemeRelationKind,
  SCHEME_KINDS,
  SCHEME_RELATION_KINDS,
} from './certification.types.js';
import { cell, factColumns, FactTableError, indexFacts, readFacts } from './fact.reader.js';
import { SECTOR_CODES } from './sector.types.js';

const schemeCode = z.string().regex(/^[A-Z0-9_]+$/, 'is not a scheme code');
const order = z.string().regex(/^\d+$/, 'is not a whole number').transform(Number);

/** Renames the last fact column; every row type carries `checkedOn`. */
function withChecked<T extends { checked_on: string }>({ checked_on, ...row }: T) {
  return { ...row, checkedOn: checked_on };
}

const schemeRow = z
  .object({
    code: schemeCode,
    label: cell.text,
    kind: z.enum(SCHEME_KINDS),
    sectors: cell.list.pipe(z.array(z.enum(SECTOR_CODES))),
    cycle_months: cell.optionalNumber,
    register: cell.optionalText,
    numbers: cell.list,
    aliases: cell.list,
    context: cell.list,
    note: cell.optionalText,
    ...factColumns,
  })
  .transform(({ cycle_months, ...row }) => withChecked({ ...row, cycleMonths: cycle_months }));
const editionRow = z
  .object({ scheme: schemeCode, edition: cell.text, order, ends_on: cell.optionalDate, ...factColumns })
  .transform(({ ends_on, ...row }): SchemeEdition => withChecked({ ...row, endsOn: ends_on }));
const levelRow = z
  .object({
    scheme: schemeCode,
    level: schemeCode,
    label: cell.text,
    rank: order,
    aliases: cell.list,
    ...factColumns,
  })
  .transform((row): SchemeLevel => withChecked(row));
const commodityRow = z
  .object({ scheme: schemeCode, commodity: schemeCode, label: cell.text, aliases: cell.list, ...factColumns })
  .transform((row): SchemeCommodity => withChecked(row));
const relationRow = z
  .object({
    from: schemeCode,
    kind: z.enum(SCHEME_RELATION_KINDS),
    to: schemeCode,
    note: cell.optionalText,
    ...factColumns,
  })
  .transform((row): SchemeRelation => withChecked(row));

/** The rows a table is built from, wherever they were read. */
export interface CertificationRows {
  schemes: readonly Scheme[];
  editions: readonly SchemeEdition[];
  levels: readonly SchemeLevel[];
  commodities: readonly SchemeCommodity[];
  relations: readonly SchemeRelation[];
}

function groupByScheme<T extends { scheme: SchemeCode }>(rows: readonly T[]): ReadonlyMap<SchemeCode, T[]> {
  const groups = new Map<SchemeCode, T[]>();
  for (const row of rows) groups.set(row.scheme, [...(groups.get(row.scheme) ?? []), row]);
  return groups;
}

/** Certification schemes with their editions, levels, commodities and relations. */
export class CertificationTable {
  readonly schemes: readonly Scheme[];
  readonly relations: readonly SchemeRelation[];
  readonly #schemes: ReadonlyMap<SchemeCode, Scheme>;
  readonly #editions: ReadonlyMap<SchemeCode, SchemeEdition[]>;
  readonly #levels: ReadonlyMap<SchemeCode, SchemeLevel[]>;
  readonly #commodities: ReadonlyMap<SchemeCode, SchemeCommodity[]>;
  readonly #chains = new Map<string, readonly SchemeCode[]>();

  /** Throws FactTableError for a scheme listed twice, a row of an unknown scheme, or relations that contradict. */
  constructor(rows: CertificationRows) {
    this.schemes = rows.schemes;
    this.relations = rows.relations;
    this.#schemes = indexFacts(rows.schemes, 'schemes', (row) => row.code);
    this.#editions = groupByScheme(rows.editions);
    this.#levels = groupByScheme(rows.levels);
    this.#commodities = groupByScheme(rows.commodities);
    const named = [rows.editions, rows.levels, rows.commodities].flatMap((list) =>
      list.map((row) => row.scheme),
    );
    for (const code of [...named, ...rows.relations.flatMap((row) => [row.from, row.to])]) {
      if (!this.#schemes.has(code)) throw new FactTableError(`certifications: ${code} is not a scheme`);
    }
    for (const row of rows.relations) {
      if (row.kind === 'does_not_satisfy' && this.chain(row.from, row.to)) {
        throw new FactTableError(
          `scheme-relations: ${row.from} is said both to satisfy ${row.to} and not to`,
        );
      }
    }
  }

  scheme(code: SchemeCode): Scheme | undefined {
    return this.#schemes.get(code);
  }

  /** Editions of a scheme, oldest first; empty when none is listed. */
  editionsOf(code: SchemeCode): readonly SchemeEdition[] {
    return this.#editions.get(code) ?? [];
  }

  levelsOf(code: SchemeCode): readonly SchemeLevel[] {
    return this.#levels.get(code) ?? [];
  }

  commoditiesOf(code: SchemeCode): readonly SchemeCommodity[] {
    return this.#commodities.get(code) ?? [];
  }

  /** Schemes a scheme has a relation to, with the note of the row. */
  relationsFrom(code: SchemeCode, kind: SchemeRelationKind): readonly SchemeRelation[] {
    return this.relations.filter((row) => row.from === code && row.kind === kind);
  }

  /** The shortest chain of satisfies and supersedes from one scheme to another, both included; undefined for none. */
  chain(from: SchemeCode, to: SchemeCode): readonly SchemeCode[] | undefined {
    if (from === to) return [from];
    const key = `${from}>${to}`;
    const known = this.#chains.get(key);
    if (known) return known.length > 0 ? known : undefined;
    const seen = new Set([from]);
    let paths: SchemeCode[][] = [[from]];
    let found: SchemeCode[] = [];
    while (paths.length > 0 && found.length === 0) {
      paths = paths.flatMap((path) =>
        this.#covers(path.at(-1)!)
          .filter((next) => !seen.has(next) && seen.add(next))
          .map((next) => [...path, next]),
      );
      found = paths.find((path) => path.at(-1) === to) ?? [];
    }
    this.#chains.set(key, found);
    return found.length > 0 ? found : undefined;
  }

  /** Every scheme a holder of which meets a need for `wanted`, itself first. */
  schemesSatisfying(wanted: SchemeCode): SchemeCode[] {
    const others = this.schemes
      .map((row) => row.code)
      .filter((code) => code !== wanted && this.chain(code, wanted));
    return [wanted, ...others];
  }

  #covers(code: SchemeCode): SchemeCode[] {
    return this.relations
      .filter((row) => row.from === code && (row.kind === 'satisfies' || row.kind === 'supersedes'))
      .map((row) => row.to);
  }
}

function shippedRows(): CertificationRows {
  const file = (name: string): URL => new URL(`./data/${name}.csv`, import.meta.url);
  return {
    schemes: readFacts(file('schemes'), schemeRow),
    editions: readFacts(file('scheme-editions'), editionRow),
    levels: readFacts(file('scheme-levels'), levelRow),
    commodities: readFacts(file('scheme-commodities'), commodityRow),
    relations: readFacts(file('scheme-relations'), relationRow),
  };
}

let shipped: CertificationTable | undefined;
/** The schemes shipped with the product, read once. */
export function certifications(): CertificationTable {
  shipped ??= new CertificationTable(shippedRows());
  return shipped;
}

/** "AS9100 rev D", "EN 15085-2 CL1", "Nadcap: Non-destructive testing": a reference in words. */
export function certificateLabel(
  ref: { scheme: SchemeCode; edition?: string; level?: string; commodity?: string },
  table: CertificationTable = certifications(),
): string {
  const label = table.scheme(ref.scheme)?.label ?? ref.scheme;
  const level = table.levelsOf(ref.scheme).find((row) => row.level === ref.level)?.label;
  const commodity = table.commoditiesOf(ref.scheme).find((row) => row.commodity === ref.commodity)?.label;
  const edition = ref.edition && (/^\d{4}$/.test(ref.edition) ? `:${ref.edition}` : ` rev ${ref.edition}`);
  return [`${label}${edition ?? ''}`, level, commodity].filter(Boolean).join(', ');
}
