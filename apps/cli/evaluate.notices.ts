/** Award notices as tasks: what a supplier was awarded before a date is its document, each later notice is a query. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isoFromWrittenDate } from '#lib/imports';
import { bootstrapIntervalOf, type CollectionSupplier, mean } from '#lib/matching';
import type { EvaluationQuery, EvaluationTask } from './evaluate.collection.js';

interface Notice {
  id: string;
  /** As written: 2020-09-02, 10 April 2025. */
  date: string;
  title: string;
  description: string;
  cpv?: string[];
  /** `key` is one for all spellings of a name. */
  suppliers: { name: string; key?: string }[];
}

/** Shares of the notices, by date, that come before the cut. */
const CUTS = [50, 60, 70, 80, 90];

const keysOf = ({ suppliers }: Notice): string[] => [
  ...new Set(suppliers.map(({ key, name }) => key ?? name.toLowerCase())),
];

/**
 * One task for each cut. A notice counts where one of those it was awarded to had an earlier one.
 * @throws Error for a line that is no JSON, or a date that is none: texts in their order are not dates in theirs
 */
export async function readNotices(file: string, today: string): Promise<EvaluationTask[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const notices = lines.map((line, at) => {
    const notice = JSON.parse(line) as Notice;
    const date = isoFromWrittenDate(notice.date);
    if (date === null) throw new Error(`${file}, line ${at + 1}: ${notice.date} is no date`);
    return { ...notice, date };
  });
  notices.sort((a, b) => compare(a.date, b.date) || compare(a.id, b.id));
  return CUTS.map((cut) => {
    const before = Math.floor((cut * notices.length) / 100);
    const suppliers = suppliersOf(notices.slice(0, before));
    const known = new Set(suppliers.map(({ id }) => id));
    const queries = notices.slice(before).flatMap((notice) => toQuery(notice, known));
    return { collection: `${basename(file)} at ${cut} %`, task: 'beir', today, suppliers, queries };
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Each supplier with its notices, one text each; a text that came again counts once. */
function suppliersOf(notices: readonly Notice[]): CollectionSupplier[] {
  const found = new Map<string, CollectionSupplier & { pastWork: string[] }>();
  for (const notice of notices) {
    const text = `${notice.title}\n${notice.description}`;
    for (const key of keysOf(notice)) {
      const { name } = notice.suppliers.find((one) => (one.key ?? one.name.toLowerCase()) === key)!;
      let supplier = found.get(key);
      if (!supplier) found.set(key, (supplier = { id: key, name, summary: '', pastWork: [] }));
      if (!supplier.pastWork.includes(text)) supplier.pastWork.push(text);
    }
  }
  return [...found.values()];
}

function toQuery(notice: Notice, known: ReadonlySet<string>): EvaluationQuery[] {
  const right = keysOf(notice).filter((key) => known.has(key));
  if (right.length === 0) return [];
  const { id, title, description, cpv = [] } = notice;
  const grades = new Map(right.map((key) => [key, 1]));
  return [{ id, text: `${title}\n${description}`, cpvCodes: cpv, grades, judged: new Set(right) }];
}

/** nDCG@10 of the engine over that of BM25, all cuts together. */
export interface NoticeRatio {
  ratio: number;
  /** 95 %, by drawing notices: one that is asked at several cuts is drawn with all of them. */
  interval: [number, number];
  queries: number;
  notices: number;
}

/** nDCG@10 of each query of a task, by its id. */
interface Ranked {
  systems: Record<'engine' | 'bm25', { perQuery: Readonly<Record<string, number>> }>;
}

export function ratioOver(tasks: readonly Ranked[]): NoticeRatio {
  const byNotice = new Map<string, { engine: number; bm25: number; queries: number }>();
  for (const { systems } of tasks)
    for (const [id, engine] of Object.entries(systems.engine.perQuery)) {
      const sum = byNotice.get(id) ?? { engine: 0, bm25: 0, queries: 0 };
      byNotice.set(id, {
        engine: sum.engine + engine,
        bm25: sum.bm25 + systems.bm25.perQuery[id]!,
        queries: sum.queries + 1,
      });
    }
  const all = [...byNotice.values()];
  const ratioOf = (drawn: readonly (typeof all)[number][]): number =>
    mean(drawn.map(({ engine }) => engine)) / mean(drawn.map(({ bm25 }) => bm25));
  return {
    ratio: ratioOf(all),
    interval: bootstrapIntervalOf(all, ratioOf),
    queries: all.reduce((sum, { queries }) => sum + queries, 0),
    notices: all.length,
  };
}
