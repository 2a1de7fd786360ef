/**
 * `evaluate [folder…] [--json <file>] [--today <date>] [--background <n>] [--notices <file>] [--queries]`: how well the engine ranks, beside plain
 * BM25, BM25 with the same hard filters, SIC codes alone and chance, on the same text in the same run.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  bootstrapInterval,
  findHardViolation,
  mean,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRank,
} from '#lib/matching';
import { testFaithfulness } from './evaluate.faithfulness.js';
import { DEFAULT_TODAY, type EvaluationTask, readTasks, type TaskName } from './evaluate.collection.js';
import { type NoticeRatio, ratioOver, readNotices } from './evaluate.notices.js';
import {
  type Prepared,
  type PreparedQuery,
  runSystems,
  type SystemName,
  SYSTEMS,
} from './evaluate.systems.js';

const DEFAULT_FOLDER = 'test/relevance';
const CUT = 10;
const SHORT_CUT = 5;
const DEEP_CUT = 50;

export interface SystemFigures {
  ndcg10: number;
  p5: number;
  recall50: number;
  mrr: number;
  /** Suppliers put forward as matches in the top 10 although a stated hard condition rules them out. */
  hardViolations: number;
  /** Suppliers judged 0 that are put forward as matches in the top 10. */
  falseFriends: number;
  /** Of the suppliers graded good that are in the top 10, the share that is put forward. */
  goodPutForward: number;
  ndcg10Interval: [number, number];
  /** nDCG@10 over the judged suppliers alone, the others taken out of the list. */
  ndcg10Condensed: number;
  /** nDCG@10 of each query. */
  perQuery: Record<string, number>;
}

export interface TaskFigures {
  collection: string;
  task: TaskName;
  queries: number;
  suppliers: number;
  systems: Record<SystemName, SystemFigures>;
  /** Engine less BM25 with filters: mean difference of nDCG@10 and its interval. */
  difference: { ndcg10: number; interval: [number, number] };
  /** Reasons that hold when what they cite is taken away, of those tested. */
  faithfulness: { share: number; checks: number };
  seconds: number;
}

/** Runs the command; returns the exit code. Prints to standard output. */
export async function runEvaluate(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      today: { type: 'string' },
      background: { type: 'string', default: '0' },
      notices: { type: 'string' },
      queries: { type: 'boolean', default: false },
    },
  });
  const folders = positionals.length > 0 || values.notices !== undefined ? positionals : [DEFAULT_FOLDER];
  const background = Number(values.background);
  if (!Number.isInteger(background) || background < 0)
    throw new RangeError(`--background takes a whole number, not ${values.background}`);
  const figures: TaskFigures[] = [];
  const run = (task: EvaluationTask): void => {
    const started = performance.now();
    const prepared = runSystems(task, background);
    const measured = { ...measure(task, prepared), seconds: (performance.now() - started) / 1000 };
    figures.push(measured);
    print(measured);
    if (values.queries) printQueries(task, prepared);
  };
  for (const folder of folders) (await readTasks(folder, values.today)).forEach(run);
  if (values.notices !== undefined) {
    const before = figures.length;
    (await readNotices(values.notices, values.today ?? DEFAULT_TODAY)).forEach(run);
    printRatio(ratioOver(figures.slice(before)));
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  return 0;
}

/** Figures of one task. */
export function measure(task: EvaluationTask, prepared: Prepared): Omit<TaskFigures, 'seconds'> {
  const systems = Object.fromEntries(
    SYSTEMS.map((name) => [name, measureSystem(name, task, prepared)]),
  ) as Record<SystemName, SystemFigures>;
  const differences = task.queries.map(
    ({ id }) => systems.engine.perQuery[id]! - systems.bm25_filters.perQuery[id]!,
  );
  return {
    collection: task.collection,
    task: task.task,
    queries: task.queries.length,
    suppliers: task.suppliers.length,
    systems,
    difference: { ndcg10: mean(differences), interval: bootstrapInterval(differences) },
    faithfulness: faithfulnessOf(prepared),
  };
}

function faithfulnessOf({ index, queries }: Prepared): TaskFigures['faithfulness'] {
  const { checks, kept } = testFaithfulness(
    index,
    queries.map(({ asked }) => asked),
  );
  return { share: checks > 0 ? kept / checks : 1, checks };
}

function measureSystem(
  name: SystemName,
  task: EvaluationTask,
  { index, records, queries }: Prepared,
): SystemFigures {
  // Binary judgements know only "relevant"; graded ones call 2 good.
  const good = task.task === 'beir' ? 1 : 2;
  const ndcg = queries.map(({ query, lists }) => ndcgAt(lists[name].ids, query.grades, CUT));
  const over = (figure: (prepared: PreparedQuery) => number): number => mean(queries.map(figure));
  const putForward = ({ lists }: PreparedQuery): string[] =>
    lists[name].ids.slice(0, Math.min(CUT, lists[name].matches));
  const isGood = ({ query }: Pick<PreparedQuery, 'query'>, id: string): boolean =>
    (query.grades.get(id) ?? 0) >= good;
  const total = (count: (prepared: PreparedQuery) => number): number =>
    queries.reduce((sum, item) => sum + count(item), 0);
  return {
    ndcg10: mean(ndcg),
    p5: over(({ query, lists }) => precisionAt(lists[name].ids, query.grades, SHORT_CUT, good)),
    recall50: over(({ query, lists }) => recallAt(lists[name].ids, query.grades, DEEP_CUT, 1)),
    mrr: over(({ query, lists }) => reciprocalRank(lists[name].ids, query.grades, good)),
    hardViolations: total(
      (item) =>
        putForward(item).filter(
          (id) => findHardViolation(item.requirement, records.get(id)!, index.drive) !== null,
        ).length,
    ),
    falseFriends: total(
      (item) =>
        putForward(item).filter((id) => item.query.judged.has(id) && item.query.grades.get(id) === 0).length,
    ),
    goodPutForward: shareOf(
      total((item) => putForward(item).filter((id) => isGood(item, id)).length),
      total(({ query, lists }) => lists[name].ids.slice(0, CUT).filter((id) => isGood({ query }, id)).length),
    ),
    ndcg10Interval: bootstrapInterval(ndcg),
    ndcg10Condensed: over(({ query, lists }) =>
      ndcgAt(
        lists[name].ids.filter((id) => query.judged.has(id)),
        query.grades,
        CUT,
      ),
    ),
    perQuery: Object.fromEntries(queries.map(({ query }, at) => [query.id, ndcg[at]!])),
  };
}

/** 1 of nothing. */
const shareOf = (part: number, of: number): number => (of > 0 ? part / of : 1);

const fixed = (value: number): string => value.toFixed(3);

function print(figures: TaskFigures): void {
  const { collection, task, queries, suppliers, systems, difference, faithfulness, seconds } = figures;
  const lines = [
    `${collection}: ${task}, ${queries} queries, ${suppliers} suppliers (${seconds.toFixed(1)} s)`,
    `  ${'system'.padEnd(14)}nDCG@10  95 % interval    P@5    R@50   MRR    hard  false  good kept  judged only`,
  ];
  for (const name of SYSTEMS) {
    const row = systems[name];
    const [low, high] = row.ndcg10Interval;
    lines.push(
      `  ${name.padEnd(14)}${fixed(row.ndcg10)}    ${fixed(low)}–${fixed(high)}    ${fixed(row.p5)}  ${fixed(row.recall50)}  ${fixed(row.mrr)}  ${String(row.hardViolations).padStart(4)}  ${String(row.falseFriends).padStart(5)}  ${fixed(row.goodPutForward)}      ${fixed(row.ndcg10Condensed)}`,
    );
  }
  const [low, high] = difference.interval;
  lines.push(
    `  engine − bm25_filters: ${fixed(difference.ndcg10)} (${fixed(low)} to ${fixed(high)})`,
    `  faithful reasons: ${(100 * faithfulness.share).toFixed(1)} % of ${faithfulness.checks}`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

function printRatio({ ratio, interval: [low, high], queries, notices }: NoticeRatio): void {
  process.stdout.write(
    `engine / bm25: ${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${queries} queries of ${notices} notices\n`,
  );
}

function printQueries(task: EvaluationTask, { queries }: Prepared): void {
  for (const { query, lists } of queries) {
    const show = (list: readonly string[]): string =>
      list
        .slice(0, CUT)
        .map((id) => `${id}:${query.grades.get(id) ?? (query.judged.has(id) ? 0 : '-')}`)
        .join(' ');
    const engine = ndcgAt(lists.engine.ids, query.grades, CUT);
    const title = task.task === 'requirements' ? (query.requirement?.title ?? '') : query.text;
    process.stdout.write(
      `  ${query.id} ${fixed(engine)} [${lists.engine.matches}] ${show(lists.engine.ids)} | ${title.slice(0, 60)}\n`,
    );
  }
}
