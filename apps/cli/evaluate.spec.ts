import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ratioOver, readNotices } from './evaluate.notices.js';
import { runEvaluate, type TaskFigures } from './evaluate.command.js';

const lines = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

const SUPPLIERS = [
  { id: 'A', name: 'Aske Gears', summary: 'Gear grinding and hobbing.', capabilities: ['gear grinding'] },
  { id: 'B', name: 'Bold Plating', summary: 'Zinc plating of fasteners.', capabilities: ['zinc plating'] },
  {
    id: 'C',
    name: 'Cole Gears',
    summary: 'Gear grinding. Our ISO 9001 has run out.',
    capabilities: ['gear grinding'],
    certifications: [{ name: 'ISO 9001', expiresOn: '2020-01-01' }],
  },
  { id: 'D', name: 'Dunn Gear Merchants', summary: 'Merchants of gears and gear grinding wheels.' },
].map((supplier) => ({ postcode: 'DE1 2RJ', acceptingWork: true, ...supplier }));

/** Runs the command on a folder of its own and gives what it wrote. */
async function evaluate(files: Record<string, string>, ...options: string[]): Promise<TaskFigures[]> {
  const folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  const write = process.stdout.write.bind(process.stdout);
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const json = join(folder, 'figures.json');
    process.stdout.write = () => true;
    const folders = Object.keys(files).length > 0 ? [folder] : [];
    expect(await runEvaluate([...folders, '--json', json, ...options])).toBe(0);
    return JSON.parse(await readFile(json, 'utf8')) as TaskFigures[];
  } finally {
    process.stdout.write = write;
    await rm(folder, { recursive: true });
  }
}

const COLLECTION = {
  'suppliers.jsonl': lines(SUPPLIERS),
  'requirements.jsonl': lines([
    {
      id: 'R1',
      postcode: 'DE1 2RJ',
      title: 'Ground gears',
      needs: [{ phrase: 'gear grinding', importance: 'must' }],
      certifications: { required: [], desired: [] },
    },
  ]),
  'judgements.csv': 'requirement_id,supplier_id,grade\nR1,A,3\nR1,C,2\nR1,D,0\nR1,B,0\n',
  'searches.jsonl': lines([{ id: 'T1', query: 'gear grinding ISO 9001' }]),
  'search_judgements.csv': 'search_id,supplier_id,grade\nT1,A,1\nT1,C,1\nT1,D,0\n',
};
const BEIR = {
  'corpus.jsonl': lines(SUPPLIERS.map(({ id, name, summary }) => ({ _id: id, title: name, text: summary }))),
  'queries.jsonl': lines([
    { _id: 'q1', text: 'zinc plating' },
    { _id: 'q2', text: 'not judged' },
  ]),
  'qrels.tsv': 'query-id\tcorpus-id\tscore\nq1\tB\t1\n',
};

describe('evaluate', () => {
  it('writes one entry a task with every system and figure', async () => {
    const tasks = await evaluate(COLLECTION);
    expect(tasks.map(({ task }) => task)).toEqual(['requirements', 'searches']);
    for (const { systems, faithfulness } of tasks) {
      expect(Object.keys(systems)).toEqual(['engine', 'bm25', 'bm25_filters', 'sic', 'random']);
      for (const figures of Object.values(systems)) {
        expect(figures).toMatchObject({
          ndcg10: expect.any(Number),
          p5: expect.any(Number),
          recall50: expect.any(Number),
          mrr: expect.any(Number),
          hardViolations: expect.any(Number),
          falseFriends: expect.any(Number),
          goodPutForward: expect.any(Number),
        });
        const [low, high] = figures.ndcg10Interval;
        expect(low).toBeLessThanOrEqual(figures.ndcg10);
        expect(high).toBeGreaterThanOrEqual(figures.ndcg10);
      }
      expect(faithfulness.share).toBe(1);
    }
    expect(tasks[0]!.faithfulness.checks).toBeGreaterThan(0);
    expect(tasks[0]!.systems.engine).toMatchObject({ mrr: 1, recall50: 1, hardViolations: 0 });
  });

  it('counts who is put forward against a hard condition, and judged zeros in the top ten', async () => {
    const [requirements, searches] = await evaluate(COLLECTION);
    // Plain words know nothing of an ISO 9001 that is missing or has run out; the engine and the sieve do.
    expect(searches!.systems.bm25.hardViolations).toBeGreaterThan(0);
    expect(searches!.systems.engine.hardViolations).toBe(0);
    expect(searches!.systems.bm25_filters.hardViolations).toBe(0);
    expect(requirements!.systems.bm25.falseFriends).toBe(1);
    expect(requirements!.systems.engine.falseFriends).toBe(0);
  });

  it('counts of a search whom it puts forward as likely, and of a requirement everybody eligible', async () => {
    // Both cut no gears: one is graded good all the same, the other is no good.
    const weak = ['E', 'F'].map((id) => ({
      id,
      name: `Turners ${id}`,
      postcode: 'DE1 2RJ',
      summary: 'Turning of gear blanks.',
      capabilities: ['turning'],
    }));
    const [requirements, searches] = await evaluate({
      ...COLLECTION,
      'suppliers.jsonl': lines([...SUPPLIERS, ...weak]),
      'searches.jsonl': lines([{ id: 'T1', query: 'gear grinding' }]),
      'judgements.csv': `${COLLECTION['judgements.csv']}R1,E,0\nR1,F,0\n`,
      'search_judgements.csv': 'search_id,supplier_id,grade\nT1,A,3\nT1,E,2\nT1,F,0\n',
    });
    expect(searches!.systems.engine).toMatchObject({ goodPutForward: 0.5, falseFriends: 0 });
    expect(searches!.systems.bm25).toMatchObject({ goodPutForward: 1, falseFriends: 1 });
    expect(requirements!.systems.engine.goodPutForward).toBe(1);
  });

  it('reads a BEIR folder, judged queries alone', async () => {
    const [beir, ...others] = await evaluate(BEIR);
    expect(others).toEqual([]);
    expect(beir).toMatchObject({ task: 'beir', queries: 1, suppliers: 4 });
    expect(beir!.systems.engine.ndcg10).toBe(1);
    expect(beir!.systems.bm25.ndcg10).toBe(1);
  });

  it('mixes in sample suppliers that nobody has judged', async () => {
    const [alone] = await evaluate(COLLECTION);
    const [mixed] = await evaluate(COLLECTION, '--background', '60');
    expect(mixed!.systems.random.ndcg10).toBeLessThan(alone!.systems.random.ndcg10);
    const { ndcg10, ndcg10Condensed } = mixed!.systems.engine;
    expect(ndcg10Condensed).toBeGreaterThanOrEqual(ndcg10);
    expect(ndcg10Condensed).toBeGreaterThan(0.8);
  });

  it('splits award notices by their dates, however written, and asks each later one of who had earlier ones', async () => {
    const notice = (id: string, date: string, title: string, ...names: string[]) => ({
      id,
      date,
      title,
      description: `Supply of ${title.toLowerCase()} to schools.`,
      suppliers: names.map((name) => ({ name, key: name.toLowerCase() })),
    });
    // As texts, "10 April 2025" comes before "2019-03-22".
    const notices = [
      notice('n4', '10 April 2025', 'Desks', 'Oak'),
      notice('n1', '2019-03-22', 'Desks and chairs', 'Oak'),
      notice('n2', '2 May 2019', 'Road salt', 'Grit'),
      notice('n3', '2020-01-02', 'Salt for roads', 'GRIT', 'Unknown'),
    ];
    const folder = await mkdtemp(join(tmpdir(), 'notices-'));
    try {
      const file = join(folder, 'awards.jsonl');
      await writeFile(file, lines(notices));
      const at50 = (await readNotices(file, '2026-11-22'))[0]!;
      expect(at50.suppliers.map(({ id, pastWork }) => [id, pastWork?.length])).toEqual([
        ['oak', 1],
        ['grit', 1],
      ]);
      expect(at50.queries.map(({ id, grades }) => [id, ...grades])).toEqual([
        ['n3', ['grit', 1]],
        ['n4', ['oak', 1]],
      ]);
      const tasks = await evaluate({}, '--notices', file);
      expect(tasks.map(({ queries, systems }) => [queries, systems.engine.ndcg10])).toEqual([
        [2, 1],
        [2, 1],
        [2, 1],
        [1, 1],
        [1, 1],
      ]);
      await writeFile(file, lines([{ ...notices[0], date: 'soon' }]));
      await expect(readNotices(file, '2026-11-22')).rejects.toThrow('line 1: soon is no date');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('draws notices, not queries, for the interval of their ratio', () => {
    const ranked = (engine: Record<string, number>, bm25: Record<string, number>) => ({
      systems: { engine: { perQuery: engine }, bm25: { perQuery: bm25 } },
    });
    const one = ranked({ a: 1, b: 0.5 }, { a: 0.5, b: 0.5 });
    expect(ratioOver([one])).toMatchObject({ ratio: 1.5, queries: 2, notices: 2, interval: [1, 2] });
    // Asked at a second cut, a notice tells no more than it did.
    expect(ratioOver([one, one])).toMatchObject({ ratio: 1.5, queries: 4, notices: 2, interval: [1, 2] });
  });

  it('refuses a folder that holds no collection', async () => {
    await expect(evaluate({ 'notes.txt': '' })).rejects.toThrow('holds no collection');
  });
});
