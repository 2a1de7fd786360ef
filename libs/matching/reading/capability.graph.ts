/**
 * The capability tree as the engine sees it: dense integer ids, closed intervals for "is narrower than",
 * and for each wanted capability a table of how far every other one meets it.
 */

import type { Analyser } from './text.analysis.js';
import type { Pieces } from '../model/work.pieces.js';

/** One node as the taxonomy gives it. */
export interface CapabilityNodeView {
  code: string;
  parent: string | null;
  kind: 'process' | 'material' | 'product' | 'service';
  label: string;
  related?: readonly { code: string; strength: number }[];
  /** Other names of the node. */
  synonyms?: readonly { text: string }[];
}

/** A table value that meets a need in full. */
export const FULL_FIT = 255;
/** What a holder of the next broader capability is worth, before that one's breadth is counted. */
const BROADER_FIT = 150;
/** A sibling shows the trade, not the skill. */
const SIBLING_FIT = 45;
/** A related link of strength 1 counts this much, and a little less against its direction. */
const RELATED_FIT = 190;
const RELATED_BACK_FIT = 140;

/** Marks beyond these say little. */
const MOST_MARKS = 25;
/** Names of the trade stand first in the list of a node, what buyers say instead comes after them: so many mark a node out. */
const NAMES_OF_TRADE = 30;

/** A word that marks a node out. */
export interface Mark {
  term: string;
  strength: number;
}

export class CapabilityGraph {
  readonly size: number;
  private readonly ids = new Map<string, number>();
  private readonly parents: Int32Array;
  private readonly children: number[][];
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly tables: (Uint8Array | undefined)[] = [];
  private users: ReadonlyMap<string, number> | undefined;
  private readonly marks: (readonly Mark[] | undefined)[] = [];
  private readonly terms: (ReadonlySet<string> | undefined)[] = [];
  private readonly names: (readonly (readonly string[])[] | undefined)[] = [];
  /** By term, how many names of each node hold it. */
  private holders: ReadonlyMap<string, ReadonlyMap<number, number>> | undefined;
  private readonly materials: Uint8Array;
  private readonly links: { to: number; fit: number }[][];

  /** @throws Error when a parent is unknown or the nodes form a cycle. */
  constructor(private readonly nodes: readonly CapabilityNodeView[]) {
    this.size = nodes.length;
    nodes.forEach((node, id) => this.ids.set(node.code, id));
    this.parents = new Int32Array(this.size).fill(-1);
    this.first = new Int32Array(this.size);
    this.last = new Int32Array(this.size);
    this.materials = Uint8Array.from(nodes, (node) => (node.kind === 'material' ? 1 : 0));
    this.children = nodes.map(() => []);
    this.links = nodes.map(() => []);
    nodes.forEach((node, id) => {
      if (node.parent === null) return;
      const parent = this.ids.get(node.parent);
      if (parent === undefined) throw new Error(`capability ${node.code} has unknown parent ${node.parent}`);
      this.parents[id] = parent;
      this.children[parent]!.push(id);
    });
    this.number();
    this.link();
  }

  /** Dense id of a code, or -1. */
  idOf(code: string): number {
    return this.ids.get(code) ?? -1;
  }

  node(id: number): CapabilityNodeView {
    return this.nodes[id]!;
  }

  labelOf(code: string): string {
    const id = this.idOf(code);
    return id < 0 ? code : this.nodes[id]!.label;
  }

  /** Index terms that the names of a node consist of. */
  termsOf(id: number, analyse: Analyser): ReadonlySet<string> {
    return (this.terms[id] ??= new Set(this.namesOf(id, analyse).flat()));
  }

  /** Each name of a node as its index terms, none twice. */
  namesOf(id: number, analyse: Analyser): readonly (readonly string[])[] {
    const { label, synonyms = [] } = this.nodes[id]!;
    return (this.names[id] ??= [label, ...synonyms.map(({ text }) => text)].map((name) => [
      ...new Set(analyse(name)),
    ]));
  }

  /** Share, 0..1, of all names with a term that belong to the branch of a node: what the word alone tells. */
  purityOf(term: string, id: number, analyse: Analyser): number {
    const holders = (this.holders ??= this.countHolders(analyse));
    const branch = this.branchOf(id);
    let all = 0;
    let own = 0;
    for (const [node, count] of holders.get(term) ?? []) {
      all += count;
      if (this.covers(branch, node)) own += count;
    }
    return all > 0 ? own / all : 1;
  }

  /** Reads the names of all nodes beforehand, a few at a time, and counts who uses which words. */
  *readNamesInPieces(analyse: Analyser): Pieces<void> {
    for (let id = 0; id < this.size; id += 1) {
      this.namesOf(id, analyse);
      yield;
    }
    this.holders ??= this.countHolders(analyse);
    yield;
    this.users ??= this.countUsers(analyse);
  }

  private countHolders(analyse: Analyser): Map<string, Map<number, number>> {
    const holders = new Map<string, Map<number, number>>();
    for (let id = 0; id < this.size; id += 1)
      for (const term of this.namesOf(id, analyse).flat()) {
        let counts = holders.get(term);
        if (!counts) holders.set(term, (counts = new Map<number, number>()));
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    return holders;
  }

  /** The ancestor just below the top, or the node itself where it is nearer. */
  private branchOf(id: number): number {
    const line = this.lineOf(id);
    return line.at(-2) ?? id;
  }

  /**
   * Words that mark a node out: those its names use often and few other nodes use, strongest first, each with its
   * strength from 0 to 1.
   */
  marksOf(id: number, analyse: Analyser): readonly Mark[] {
    this.users ??= this.countUsers(analyse);
    return (this.marks[id] ??= this.findMarks(id, analyse, this.users));
  }

  private tradeNamesOf(id: number, analyse: Analyser): readonly (readonly string[])[] {
    return this.namesOf(id, analyse).slice(0, NAMES_OF_TRADE);
  }

  private countUsers(analyse: Analyser): ReadonlyMap<string, number> {
    const users = new Map<string, number>();
    for (let id = 0; id < this.size; id += 1)
      for (const term of new Set(this.tradeNamesOf(id, analyse).flat()))
        users.set(term, (users.get(term) ?? 0) + 1);
    return users;
  }

  private findMarks(id: number, analyse: Analyser, users: ReadonlyMap<string, number>): Mark[] {
    const counts = new Map<string, number>();
    const names = this.tradeNamesOf(id, analyse);
    for (const term of names.flat()) counts.set(term, (counts.get(term) ?? 0) + 1);
    const rarity = (term: string): number =>
      1 - Math.log(users.get(term)!) / Math.log(Math.max(2, this.size));
    return Array.from(counts, ([term, count]) => ({
      term,
      strength: Math.sqrt(count / names.length) * rarity(term),
    }))
      .sort((a, b) => b.strength - a.strength || (a.term < b.term ? -1 : 1))
      .slice(0, MOST_MARKS);
  }

  isMaterial(id: number): boolean {
    return this.materials[id] === 1;
  }

  /** True when `narrower` is `broader` or lies below it. */
  covers(broader: number, narrower: number): boolean {
    return this.first[narrower]! >= this.first[broader]! && this.last[narrower]! <= this.last[broader]!;
  }

  /** Place of a node among `places` in which branches stand together. */
  placeOf(id: number): number {
    return this.first[id]!;
  }

  get places(): number {
    return 2 * this.size;
  }

  /** How much lies below a node: 0 for one without anything narrower, 1 for the whole tree. */
  breadthOf(id: number): number {
    return Math.log(this.sizeOf(id)) / Math.log(Math.max(2, this.size));
  }

  /** Id of the parent, or -1. */
  parentOf(id: number): number {
    return this.parents[id]!;
  }

  /** Every ancestor of a node, itself first. */
  lineOf(id: number): number[] {
    const line: number[] = [];
    for (let at = id; at >= 0; at = this.parents[at]!) line.push(at);
    return line;
  }

  /**
   * How far each held capability meets the wanted one, 0..255 by id: itself and anything narrower in full,
   * a broader one in part, a sibling or a related one a little.
   */
  fitTable(wanted: number): Uint8Array {
    return (this.tables[wanted] ??= this.buildTable(wanted));
  }

  private buildTable(wanted: number): Uint8Array {
    const table = new Uint8Array(this.size);
    const raise = (id: number, fit: number): void => {
      if (table[id]! < fit) table[id] = fit;
    };
    const raiseBelow = (top: number, fit: number): void => {
      for (let id = 0; id < this.size; id += 1) if (this.covers(top, id)) raise(id, fit);
    };
    const parent = this.parents[wanted]!;
    if (parent >= 0) raiseBelow(parent, Math.round(SIBLING_FIT * this.nearness(wanted, parent)));
    for (const { to, fit } of this.links[wanted]!) raiseBelow(to, fit);
    for (let at = parent; at >= 0; at = this.parents[at]!) {
      table[at] = Math.max(Math.round(BROADER_FIT * this.nearness(wanted, at)), this.linkFit(wanted, at));
    }
    raiseBelow(wanted, FULL_FIT);
    return table;
  }

  /** 1 for the node itself, towards 0 the more else its ancestor covers. */
  private nearness(narrow: number, broad: number): number {
    return 1 - Math.log(this.sizeOf(broad) / this.sizeOf(narrow)) / Math.log(Math.max(2, this.size));
  }

  /** How many nodes a branch holds, its top included. */
  private sizeOf(id: number): number {
    return (this.last[id]! - this.first[id]! + 1) / 2;
  }

  private linkFit(from: number, to: number): number {
    return this.links[from]!.find((link) => link.to === to)?.fit ?? 0;
  }

  private number(): void {
    let clock = 0;
    const visit = (id: number): void => {
      this.first[id] = clock++;
      for (const child of this.children[id]!) visit(child);
      this.last[id] = clock++;
    };
    for (let id = 0; id < this.size; id += 1) if (this.parents[id]! < 0) visit(id);
    if (clock !== 2 * this.size) throw new Error('the capability tree has a cycle');
  }

  private link(): void {
    this.nodes.forEach((node, id) => {
      for (const { code, strength } of node.related ?? []) {
        const to = this.idOf(code);
        if (to < 0) continue;
        this.links[id]!.push({ to, fit: Math.round(RELATED_FIT * strength) });
        this.links[to]!.push({ to: id, fit: Math.round(RELATED_BACK_FIT * strength) });
      }
    });
  }
}

const graphs = new WeakMap<Analyser, WeakMap<readonly CapabilityNodeView[], CapabilityGraph>>();

/**
 * The graph of a tree, whose names are read by one analyser. A tree does not change: every index over it looks things up
 * in the same graph, and what one has read of names, marks and fits the next need not read again.
 * @throws Error when a parent is unknown or the nodes form a cycle
 */
export function graphOf(nodes: readonly CapabilityNodeView[], analyse: Analyser): CapabilityGraph {
  let known = graphs.get(analyse);
  if (!known) graphs.set(analyse, (known = new WeakMap()));
  let graph = known.get(nodes);
  if (!graph) known.set(nodes, (graph = new CapabilityGraph(nodes)));
  return graph;
}
