import { readdirSync, readFileSync } from 'node:fs';
import { buildCapabilityTree, CapabilityTree, CapabilityTreeError } from './capability.tree.js';
import {
  CapabilityKind,
  CapabilityNode,
  CapabilityRow,
  CapabilitySynonym,
  RelatedCapability,
} from './capability.types.js';

const KINDS: Readonly<Record<string, CapabilityKind>> = {
  p: 'process',
  m: 'material',
  g: 'product',
  s: 'service',
};
const SECTORS: Readonly<Record<string, string>> = {
  AM: 'ADVANCED_MANUFACTURING',
  AR: 'AUTOMOTIVE_RAIL',
  CE: 'CLEAN_ENERGY',
  HL: 'HEALTH_LIFE_SCIENCES',
  CR: 'CREATIVE',
};
/** `code kind Label = synonym; synonym | extras`, indented by two spaces a level. */
const LINE = /^( *)([a-z0-9-]+) ([pmgs]) ([^=|]+?)(?: = ([^|]*?))?(?: \| (.*))?$/;

const synonymOf = (text: string): CapabilitySynonym => {
  const ambiguous = text.startsWith('?');
  return { text: ambiguous ? text.slice(1) : text, ambiguous };
};

const readExtras = (text: string): Pick<CapabilityRow, 'related' | 'facets' | 'sectors'> => {
  const related: RelatedCapability[] = [];
  const facets: string[] = [];
  const sectors: string[] = [];
  for (const extra of text.split(/\s+/).filter(Boolean)) {
    const [code = '', strength = '0.5'] = extra.slice(1).split(':');
    switch (extra[0]) {
      case '~':
        related.push({ code, strength: Number(strength), kind: 'adjacent' });
        break;
      case '<':
        related.push({ code, strength: Number(strength), kind: 'madeBy' });
        break;
      case '*':
        facets.push(code);
        break;
      case '@':
        if (!SECTORS[code]) throw new Error(`unknown sector ${extra}`);
        sectors.push(SECTORS[code]);
        break;
      default:
        throw new Error(`unknown extra ${extra}`);
    }
  }
  return { related, facets, sectors };
};

/**
 * Reads one branch file: a node a line, children indented by two spaces below their parent, `#` starts a comment.
 * @throws {CapabilityTreeError} naming the file and line that cannot be read.
 */
export const parseCapabilities = (text: string, name = 'capabilities'): CapabilityRow[] => {
  const rows: CapabilityRow[] = [];
  const path: string[] = [];
  text.split('\n').forEach((line, at) => {
    if (!line.trim() || line.trimStart().startsWith('#')) return;
    const match = LINE.exec(line.trimEnd());
    const depth = match ? match[1]!.length / 2 : -1;
    if (!match || !Number.isInteger(depth) || depth > path.length)
      throw new CapabilityTreeError([`${name}:${at + 1} cannot be read: ${line.trim()}`]);
    path.length = depth;
    const code = match[2]!;
    const parent = path.at(-1) ?? null;
    path.push(code);
    const synonyms = (match[5] ?? '')
      .split(';')
      .map((part) => part.trim())
      .filter(Boolean)
      .map(synonymOf);
    try {
      rows.push({
        code,
        parent,
        kind: KINDS[match[3]!]!,
        label: match[4]!,
        synonyms,
        ...readExtras(match[6] ?? ''),
      });
    } catch (error) {
      throw new CapabilityTreeError([`${name}:${at + 1} ${(error as Error).message}`]);
    }
  });
  return rows;
};

const dataFolder = new URL('./data/', import.meta.url);

/** The rows shipped with the product, from every `data/capabilities-<nn>-<branch>.txt`. */
export const shippedCapabilityRows = (): CapabilityRow[] =>
  readdirSync(dataFolder)
    .filter((file) => /^capabilities-\d+-.*\.txt$/.test(file))
    .sort()
    .flatMap((file) => parseCapabilities(readFileSync(new URL(file, dataFolder), 'utf8'), file));

let shared: CapabilityTree | undefined;

/** The shared tree of the shipped rows, built on first use. */
export const capabilityTree = (): CapabilityTree => (shared ??= buildCapabilityTree(shippedCapabilityRows()));

/** A node of the shared tree, or undefined. */
export const findCapability = (code: string): CapabilityNode | undefined => capabilityTree().find(code);
