/** Reads the folders that `evaluate` is given: our collections of requirements and searches, and BEIR. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { CollectionRequirement, CollectionSupplier, Grades } from '#lib/matching';
import { CommandFailed } from './command.failure.js';

export type TaskName = 'requirements' | 'searches' | 'beir';

/** One thing to rank for: a full requirement or a text, with its judgements. */
export interface EvaluationQuery {
  id: string;
  requirement?: CollectionRequirement;
  text: string;
  cpvCodes?: readonly string[];
  grades: Grades;
  /** Ids judged at all, graded 0 included. */
  judged: ReadonlySet<string>;
}

export interface EvaluationTask {
  collection: string;
  task: TaskName;
  /** ISO date on which certificates must be valid. */
  today: string;
  suppliers: CollectionSupplier[];
  queries: EvaluationQuery[];
}

export const DEFAULT_TODAY = '2026-11-22';

/** Every task a folder holds. @throws CommandFailed when it holds none. */
export async function readTasks(folder: string, today?: string): Promise<EvaluationTask[]> {
  const has = (name: string): boolean => existsSync(join(folder, name));
  const tasks: EvaluationTask[] = [];
  const base = { collection: basename(folder), today: today ?? (await statedToday(folder)) };
  if (has('qrels.tsv')) {
    const suppliers = await readBeirDocuments(
      folder,
      has('suppliers.jsonl') ? 'suppliers.jsonl' : 'corpus.jsonl',
    );
    tasks.push({ ...base, task: 'beir', suppliers, queries: await readBeirQueries(folder) });
  }
  if (has('requirements.jsonl') && has('judgements.csv')) {
    const suppliers = await readLines<CollectionSupplier>(join(folder, 'suppliers.jsonl'));
    const requirements = await readLines<CollectionRequirement>(join(folder, 'requirements.jsonl'));
    const judged = await readJudgements(join(folder, 'judgements.csv'), 'requirement_id');
    tasks.push({
      ...base,
      task: 'requirements',
      suppliers,
      queries: requirements.map((requirement) => toQuery(requirement, judged)),
    });
  }
  if (has('searches.jsonl') && has('search_judgements.csv')) {
    const suppliers = await readLines<CollectionSupplier>(join(folder, 'suppliers.jsonl'));
    const searches = await readLines<{ id: string; query: string }>(join(folder, 'searches.jsonl'));
    const judged = await readJudgements(join(folder, 'search_judgements.csv'), 'search_id');
    const queries = searches.map(({ id, query }) => ({ id, text: query, ...gradesOf(id, judged) }));
    tasks.push({ ...base, task: 'searches', suppliers, queries });
  }
  if (tasks.length === 0)
    throw new CommandFailed(
      `${folder} holds no collection: no judgements.csv, search_judgements.csv or qrels.tsv. An example: npm run evaluate -- test/relevance`,
    );
  return tasks;
}

async function readLines<T>(file: string): Promise<T[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      try {
        return JSON.parse(line) as T;
      } catch (error) {
        throw new Error(`${file}, line ${at + 1}: not JSON`, { cause: error });
      }
    });
}

type Judgements = ReadonlyMap<string, ReadonlyMap<string, number>>;

async function readJudgements(file: string, idColumn: string): Promise<Judgements> {
  const rows = parse<Record<string, string>>(await readFile(file, 'utf8'), {
    columns: true,
    skip_empty_lines: true,
  });
  return group(rows.map((row) => [row[idColumn] ?? '', row.supplier_id ?? '', Number(row.grade)]));
}

function group(rows: readonly (readonly [string, string, number])[]): Judgements {
  const judged = new Map<string, Map<string, number>>();
  for (const [query, document, grade] of rows) {
    const grades = judged.get(query);
    if (grades) grades.set(document, grade);
    else judged.set(query, new Map([[document, grade]]));
  }
  return judged;
}

function gradesOf(id: string, judged: Judgements): { grades: Grades; judged: ReadonlySet<string> } {
  const grades = judged.get(id) ?? new Map<string, number>();
  return { grades, judged: new Set(grades.keys()) };
}

function toQuery(requirement: CollectionRequirement, judged: Judgements): EvaluationQuery {
  const needs = (requirement.needs ?? []).map((need) => need.phrase);
  const text = [requirement.title, requirement.description ?? '', ...needs].join('\n');
  return { id: requirement.id, requirement, text, ...gradesOf(requirement.id, judged) };
}

/** A query of a BEIR folder; notices may bring their CPV codes. */
interface BeirQuery {
  _id?: string;
  id?: string;
  title?: string;
  text?: string;
  query?: string;
  description?: string;
  cpv?: string[];
  cpvCodes?: string[];
}

interface BeirDocument extends Partial<CollectionSupplier> {
  _id?: string;
  title?: string;
  text?: string;
}

/** A document without phrases is no profile: it is what the supplier was awarded before, one notice after another. */
async function readBeirDocuments(folder: string, file: string): Promise<CollectionSupplier[]> {
  const documents = await readLines<BeirDocument>(join(folder, file));
  return documents.map(({ _id, title, text, ...rest }) => {
    const supplier = { ...rest, id: rest.id ?? _id ?? '', name: rest.name ?? title ?? '' };
    const words = rest.summary ?? text ?? '';
    return rest.capabilities?.length || rest.pastWork
      ? { ...supplier, summary: words }
      : { ...supplier, summary: '', pastWork: piecesOf(words) };
  });
}

/** Words of a piece of running text, about those of a notice. */
const PIECE_WORDS = 150;

/** A long text in pieces of whole sentences and lines. */
function piecesOf(text: string): string[] {
  const parts = text.trim().split(/\n+|(?<=[.;:!?])\s+/u);
  const pieces: string[] = [];
  let words = PIECE_WORDS;
  for (const part of parts) {
    if (words >= PIECE_WORDS) {
      pieces.push(part);
      words = 0;
    } else pieces[pieces.length - 1] += `\n${part}`;
    words += part.split(/\s+/u).length;
  }
  return pieces;
}

async function readBeirQueries(folder: string): Promise<EvaluationQuery[]> {
  const queries = await readLines<BeirQuery>(join(folder, 'queries.jsonl'));
  const rows = (await readFile(join(folder, 'qrels.tsv'), 'utf8')).trim().split(/\r?\n/u);
  const judged = group(
    rows
      .map((row) => row.split(/\t/u))
      .map((cells): [string, string, number] => [cells[0]!, cells.at(-2)!, Number(cells.at(-1))])
      // A heading has no grade.
      .filter(([, , grade]) => Number.isFinite(grade)),
  );
  return queries
    .map(({ _id, id, title, text, query, description, cpv, cpvCodes }) => ({
      id: id ?? _id ?? '',
      text: [title, text ?? query, description].filter(Boolean).join('\n'),
      cpvCodes: cpvCodes ?? cpv ?? [],
    }))
    .filter(({ id }) => judged.has(id))
    .map((query) => ({ ...query, ...gradesOf(query.id, judged) }));
}

/** The date a collection's notes call today, else the one ours was made for. */
async function statedToday(folder: string): Promise<string> {
  const file = join(folder, 'README.md');
  if (!existsSync(file)) return DEFAULT_TODAY;
  return /today[^.\n]{0,60}?(\d{4}-\d{2}-\d{2})/iu.exec(await readFile(file, 'utf8'))?.[1] ?? DEFAULT_TODAY;
}
