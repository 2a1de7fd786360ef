/** Suggestions as one types: capabilities, certificates, places and suppliers that begin that way. */
import { certifications, suggestCapabilities } from '#lib/taxonomy';
import type { MatchIndex } from '../index/match.index.js';
import { atOnce, type Pieces } from '../model/work.pieces.js';

export type SuggestionKind = 'CAPABILITY' | 'CERTIFICATION' | 'PLACE' | 'SUPPLIER';

export interface Suggestion {
  kind: SuggestionKind;
  /** What to put into the query, or the name to open. */
  text: string;
  /** What it means where that differs, else the same. */
  label: string;
  /** Capability or scheme code; id of a supplier; null for a place. */
  code: string | null;
}

/** Letters needed before suppliers' names are looked through. */
const SHORTEST_NAME = 2;
/** Share of the list kept for names. */
const NAME_SHARE = 0.3;

interface NamedWord {
  key: string;
  no: number;
}

/** Every word of every supplier's name with what follows it, in sorted runs; new suppliers go to the last run. */
interface NameList {
  columns: object;
  /** Slots read so far. */
  read: number;
  runs: { from: number; words: NamedWord[] }[];
}
const namesOf = new WeakMap<MatchIndex, NameList>();
/** Slots in one run. */
const RUN = 2000;

/** Reads the names of suppliers that came since; done beforehand, in pieces, it spares the first suggestion a wait. */
export function* readNamesInPieces(index: MatchIndex): Pieces<void> {
  for (;;) {
    const { columns } = index;
    let list = namesOf.get(index);
    if (list?.columns !== columns) namesOf.set(index, (list = { columns, read: 0, runs: [] }));
    if (list.read >= columns.slots) return;
    const last = list.runs.at(-1);
    const from = last && list.read - last.from < RUN ? last.from : list.read;
    const to = Math.min(columns.slots, from + RUN);
    const words: NamedWord[] = [];
    for (let slot = from; slot < to; slot += 1) {
      if (!columns.alive.has(slot)) continue;
      const no = columns.nos.data[slot]!;
      const parts = columns.names.at(slot).toLowerCase().split(/\s+/u);
      parts.forEach((_part, at) => words.push({ key: parts.slice(at).join(' '), no }));
    }
    words.sort(byKey);
    if (from === last?.from) list.runs.pop();
    list.runs.push({ from, words });
    list.read = to;
    yield;
  }
}

const byKey = (a: NamedWord, b: NamedWord): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.no - b.no);

function suppliersNamed(index: MatchIndex, typed: string, limit: number): Suggestion[] {
  if (typed.length < SHORTEST_NAME) return [];
  atOnce(readNamesInPieces(index));
  const words = namesOf
    .get(index)!
    .runs.flatMap((run) => beginning(run.words, typed, 2 * limit))
    .sort(byKey);
  const found = new Map<number, Suggestion>();
  for (const { no } of words) {
    if (found.size >= limit) break;
    // A supplier may have left since the words were sorted.
    const supplier = index.get(no);
    if (supplier)
      found.set(no, { kind: 'SUPPLIER', text: supplier.name, label: supplier.name, code: supplier.id });
  }
  return [...found.values()];
}

/** The first words of a sorted run that begin so. */
function beginning(words: readonly NamedWord[], typed: string, limit: number): NamedWord[] {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.key < typed) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < words.length && end - low < limit && words[end]!.key.startsWith(typed)) end += 1;
  return words.slice(low, end);
}

/** Words at the end of what has been typed that are completed at most; those before them stay. */
const LAST_WORDS = 3;
/** A place follows without a "near" of its own. */
const CUE = /\b(?:of|near|in|from|around|to)$/u;

/**
 * Completions of what has been typed, best of each kind first: of all of it, then of its last words. Certificates,
 * places and capabilities may end a longer query; a supplier is named by all that was typed.
 * @param places names of places that may be offered
 */
export function suggestQueries(
  index: MatchIndex,
  prefix: string,
  limit: number,
  places: readonly string[] = [],
): Suggestion[] {
  const typed = prefix.trim().toLowerCase().replace(/\s+/gu, ' ');
  if (typed === '' || limit <= 0) return [];
  const names = suppliersNamed(index, typed, limit);
  const kept = Math.min(names.length, Math.max(1, Math.floor(limit * NAME_SHARE)));
  const found = new Map<string, Suggestion>();
  const given = typed.split(' ');
  for (let last = given.length; last > 0; last -= 1) {
    if (last > LAST_WORDS && last < given.length) continue;
    const head = given.slice(0, -last).join(' ');
    for (const suggestion of completions(given.slice(-last).join(' '), limit, places)) {
      const words = suggestion.kind === 'PLACE' && CUE.test(head) ? suggestion.label : suggestion.text;
      const text = head === '' ? words : `${head} ${words}`;
      if (!found.has(text)) found.set(text, { ...suggestion, text });
    }
  }
  return [...[...found.values()].slice(0, Math.max(0, limit - kept)), ...names].slice(0, limit);
}

function completions(typed: string, limit: number, places: readonly string[]): Suggestion[] {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/gu, '');
  const capabilities = suggestCapabilities(typed, limit).map(({ node, matched }): Suggestion => ({
    kind: 'CAPABILITY',
    text: matched,
    label: node.label,
    code: node.code,
  }));
  const wanted = bare(typed);
  const certificates = certifications()
    .schemes.filter(
      ({ code, label }) => wanted !== '' && [code, label].some((name) => bare(name).startsWith(wanted)),
    )
    .map(({ code, label }): Suggestion => ({
      kind: 'CERTIFICATION',
      text: code.replaceAll('_', ' '),
      label,
      code,
    }));
  const town = typed.replace(/^near /u, '');
  const towns = places
    .filter((name) => town.length > 1 && name.toLowerCase().startsWith(town))
    .slice(0, limit)
    .map((name): Suggestion => ({ kind: 'PLACE', text: `near ${name}`, label: name, code: null }));
  return [...certificates, ...towns, ...capabilities];
}
