import { CapabilityNode, CapabilityRow, RelatedCapability } from './capability.types.js';
import { addTo } from './list.map.js';

/** Raised when rows do not make a tree; `problems` names each fault with its code. */
export class CapabilityTreeError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The capability rows do not make a tree: ${problems.join('; ')}`);
    this.name = 'CapabilityTreeError';
  }
}

/** The capability tree in depth-first order, so that a subtree test is two comparisons. */
export class CapabilityTree {
  readonly nodes: readonly CapabilityNode[];
  /** Index of each node's parent, -1 for a root. */
  readonly parents: Int32Array;
  /** End (exclusive) of each node's subtree interval. */
  readonly ends: Int32Array;
  readonly depths: Uint8Array;
  private readonly byCode = new Map<string, CapabilityNode>();
  private readonly links: readonly (readonly RelatedCapability[])[];

  /** Takes rows that `buildCapabilityTree` has checked, parents before children. */
  constructor(rows: readonly CapabilityRow[]) {
    const children = new Map<string | null, CapabilityRow[]>();
    for (const row of rows) addTo(children, row.parent, row);
    const nodes: CapabilityNode[] = [];
    const place = (row: CapabilityRow, depth: number, sectors: readonly string[]): void => {
      const node: CapabilityNode = {
        ...row,
        sectors: row.sectors.length ? row.sectors : sectors,
        index: nodes.length,
        end: 0,
        depth,
      };
      nodes.push(node);
      this.byCode.set(row.code, node);
      for (const child of children.get(row.code) ?? []) place(child, depth + 1, node.sectors);
      node.end = nodes.length;
    };
    for (const root of children.get(null) ?? []) place(root, 0, []);
    this.nodes = nodes;
    this.parents = Int32Array.from(nodes, (node) =>
      node.parent === null ? -1 : this.byCode.get(node.parent)!.index,
    );
    this.ends = Int32Array.from(nodes, (node) => node.end);
    this.depths = Uint8Array.from(nodes, (node) => node.depth);
    this.links = this.linked();
  }

  /** The node of a code, or undefined. */
  find(code: string): CapabilityNode | undefined {
    return this.byCode.get(code);
  }

  /** Depth-first position of a code, -1 when there is no such node. */
  indexOf(code: string): number {
    return this.byCode.get(code)?.index ?? -1;
  }

  parentOf(code: string): CapabilityNode | undefined {
    const parent = this.byCode.get(code)?.parent;
    return parent ? this.byCode.get(parent) : undefined;
  }

  /** From the parent up to the root; empty for a root or an unknown code. */
  ancestorsOf(code: string): CapabilityNode[] {
    const found: CapabilityNode[] = [];
    for (let node = this.parentOf(code); node; node = this.parentOf(node.code)) found.push(node);
    return found;
  }

  /** Every node below this one, in depth-first order. */
  descendantsOf(code: string): CapabilityNode[] {
    const node = this.byCode.get(code);
    return node ? this.nodes.slice(node.index + 1, node.end) : [];
  }

  childrenOf(code: string): CapabilityNode[] {
    return this.descendantsOf(code).filter((node) => node.parent === code);
  }

  /** Whether `inner` is `outer` or lies below it. False for unknown codes. */
  isWithin(inner: string, outer: string): boolean {
    const low = this.byCode.get(inner);
    const high = this.byCode.get(outer);
    return low !== undefined && high !== undefined && low.index >= high.index && low.index < high.end;
  }

  /** Links beside the tree; an adjacent link is listed at both of its ends. */
  relatedTo(code: string): readonly RelatedCapability[] {
    const index = this.indexOf(code);
    return index < 0 ? [] : this.links[index]!;
  }

  private linked(): RelatedCapability[][] {
    const links = this.nodes.map((node) => [...node.related]);
    for (const node of this.nodes) {
      for (const link of node.related) {
        const back = links[this.indexOf(link.code)]!;
        if (link.kind === 'adjacent' && !back.some((known) => known.code === node.code))
          back.push({ ...link, code: node.code });
      }
    }
    return links;
  }
}

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const phraseKey = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s/-]+/g, ' ')
    .trim();

const rowProblems = (
  rows: readonly CapabilityRow[],
  byCode: ReadonlyMap<string, CapabilityRow>,
): string[] => {
  const problems: string[] = [];
  for (const row of rows) {
    if (!CODE.test(row.code)) problems.push(`"${row.code}" is not a kebab-case code`);
    if (!row.label.trim()) problems.push(`${row.code} has no label`);
    if (row.parent !== null && !byCode.has(row.parent))
      problems.push(`${row.code} names a parent that does not exist: ${row.parent}`);
    for (const link of row.related) {
      if (!byCode.has(link.code))
        problems.push(`${row.code} is linked to a code that does not exist: ${link.code}`);
      if (link.code === row.code) problems.push(`${row.code} is linked to itself`);
      if (!(link.strength > 0 && link.strength <= 1))
        problems.push(`${row.code} has a link strength outside 0 to 1: ${link.strength}`);
    }
    for (const facet of row.facets) {
      const target = byCode.get(facet);
      if (!target) problems.push(`${row.code} names a facet that does not exist: ${facet}`);
      else if (target.kind === row.kind) problems.push(`${row.code} names a facet of its own kind: ${facet}`);
    }
  }
  return problems;
};

const cycleProblems = (
  rows: readonly CapabilityRow[],
  byCode: ReadonlyMap<string, CapabilityRow>,
): string[] =>
  rows
    .filter((row) => {
      let steps = 0;
      for (let up = row.parent; up !== null && steps <= rows.length; up = byCode.get(up)?.parent ?? null)
        steps += 1;
      return steps > rows.length;
    })
    .map((row) => `${row.code} lies on or below a cycle of parents`);

const phraseProblems = (rows: readonly CapabilityRow[]): string[] => {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  const claim = (phrase: string, code: string): void => {
    const key = phraseKey(phrase);
    const owner = owners.get(key);
    if (owner !== undefined && owner !== code)
      problems.push(`"${phrase}" means both ${owner} and ${code}: mark one as ambiguous`);
    else owners.set(key, code);
  };
  for (const row of rows) {
    claim(row.label, row.code);
    for (const synonym of row.synonyms) if (!synonym.ambiguous) claim(synonym.text, row.code);
  }
  for (const row of rows)
    for (const synonym of row.synonyms)
      if (synonym.ambiguous && !owners.has(phraseKey(synonym.text)))
        problems.push(`"${synonym.text}" of ${row.code} is marked ambiguous but no node is preferred for it`);
  return problems;
};

/**
 * Builds the tree from rows in any order.
 * @throws {CapabilityTreeError} naming every fault: double codes, missing parents, cycles, bad links, phrases with two meanings.
 */
export const buildCapabilityTree = (rows: readonly CapabilityRow[]): CapabilityTree => {
  const byCode = new Map<string, CapabilityRow>();
  const problems: string[] = [];
  for (const row of rows) {
    if (byCode.has(row.code)) problems.push(`the code ${row.code} is used twice`);
    byCode.set(row.code, row);
  }
  problems.push(...rowProblems(rows, byCode), ...cycleProblems(rows, byCode), ...phraseProblems(rows));
  if (problems.length) throw new CapabilityTreeError(problems);
  return new CapabilityTree(rows);
};
