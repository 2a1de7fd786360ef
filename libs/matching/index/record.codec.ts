/**
 * Supplier records as short texts: by position instead of by name, and words that recur as numbers of a table. Read
 * back, a record equals what was written.
 */
import type { SupplierRecord } from '../model/model.types.js';
import type { TextTable } from './text.column.js';

/** Names of the properties written by position; those in `words` hold one or a list of recurring words. */
interface Shape {
  names: readonly string[];
  words: ReadonlySet<string>;
  /** Properties that hold a list of things of another shape. */
  lists?: Readonly<Record<string, Shape>>;
}

const CAPABILITY: Shape = {
  names: ['code', 'evidence', 'weight', 'role', 'limits'],
  words: new Set(['code', 'evidence', 'role']),
};
const CERTIFICATE: Shape = {
  names: ['scheme', 'validFrom', 'validTo', 'evidence', 'edition', 'level', 'commodity', 'scope', 'siteId'],
  words: new Set(['scheme', 'evidence', 'edition', 'level', 'commodity', 'validFrom', 'validTo']),
};
const SITE: Shape = {
  names: ['id', 'lat', 'lon', 'region', 'combinedAuthority', 'districtCode', 'zones'],
  words: new Set(['region', 'combinedAuthority', 'districtCode', 'zones']),
};
/** The number, the id and the name stand in columns of their own. */
const SUPPLIER: Shape = {
  names: [
    'summary',
    'phrases',
    'capabilities',
    'certificates',
    'sectors',
    'sicCodes',
    'sites',
    'employees',
    'turnoverGbp',
    'batch',
    'leadTimeDays',
    'acceptingWork',
    'verified',
    'completeness',
    'replyRate',
    'roles',
    'pastWork',
  ],
  words: new Set(['sectors', 'sicCodes', 'roles']),
  lists: { capabilities: CAPABILITY, certificates: CERTIFICATE, sites: SITE },
};
const APART: ReadonlySet<string> = new Set(['no', 'id', 'name']);

type Thing = Record<string, unknown>;

export function encodeRecord(record: SupplierRecord, words: TextTable): string {
  return JSON.stringify(pack(record as unknown as Thing, SUPPLIER, words));
}

export function decodeRecord(
  text: string,
  { no, id, name }: Pick<SupplierRecord, 'no' | 'id' | 'name'>,
  words: TextTable,
): SupplierRecord {
  const read = unpack(JSON.parse(text) as unknown[], SUPPLIER, words);
  return { no, id, name, ...read } as unknown as SupplierRecord;
}

/** Values by position; properties of no position follow under their names; absent ones at the end are left away. */
function pack(thing: Thing, shape: Shape, words: TextTable): unknown[] {
  const packed = shape.names.map((name) => packValue(thing[name], name, shape, words));
  const others = Object.entries(thing).filter(
    ([name, value]) => value !== undefined && !shape.names.includes(name) && !APART.has(name),
  );
  if (others.length > 0) packed.push(Object.fromEntries(others));
  else while (packed.length > 0 && packed.at(-1) === ABSENT) packed.pop();
  return packed;
}

/** No property holds this. */
const ABSENT = '\u0000';

function packValue(value: unknown, name: string, shape: Shape, words: TextTable): unknown {
  if (value === undefined) return ABSENT;
  const inner = shape.lists?.[name];
  if (inner) return (value as Thing[]).map((item) => pack(item, inner, words));
  if (!shape.words.has(name) || value === null) return value;
  return Array.isArray(value) ? value.map((word: string) => words.add(word)) : words.add(value as string);
}

function unpack(packed: readonly unknown[], shape: Shape, words: TextTable): Thing {
  const thing: Thing = {};
  const { names } = shape;
  for (let at = 0; at < packed.length && at < names.length; at += 1) {
    const value = packed[at];
    if (value !== ABSENT) thing[names[at]!] = unpackValue(value, names[at]!, shape, words);
  }
  return packed.length > names.length ? Object.assign(thing, packed[names.length]) : thing;
}

function unpackValue(value: unknown, name: string, shape: Shape, words: TextTable): unknown {
  const inner = shape.lists?.[name];
  if (inner) return (value as unknown[][]).map((item) => unpack(item, inner, words));
  if (!shape.words.has(name) || value === null) return value;
  return Array.isArray(value) ? value.map((word: number) => words.at(word)) : words.at(value as number);
}
