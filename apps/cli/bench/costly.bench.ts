import { recordChange, toOpaqueId } from '#lib/platform';
import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { documentLimits } from '../../api/index.js';
import { type BenchReport, type BenchSection, median } from './bench.report.js';
import { benchActor, type BenchStore, withBenchStore } from './bench.store.js';
import { type ArgumentValues, type CostlyDocument, costlyDocuments } from './costly.documents.js';
import { judgedSearches } from './judged.searches.js';
import { type BenchServer, startServer } from './server.process.js';
import { rankOpen } from './stored.lists.js';

/** The economy that `npm start` loads. */
const SIZES = { suppliers: 3_000, requirements: 120 };
const MOST_MS = 50;
/** Documents looked at again, and how often. */
const DEAREST = 20;
const TIMES = 3;
const SHOWN = 12;
/** A change is taken in when the server has had nothing to do for this long. */
const CALM_MS = 15;
const CALM_CPU_MS = 0.3;
const LOOKS = 100;
/** Documents too small for their ratio to say anything. */
const LEAST_MS = 10;
const VALUES = 40;

/** What the dearest documents that the limits let pass take of the processor. */
export const costly: BenchSection = {
  name: 'costly',
  describe:
    'processor time of the costliest documents that the limits let pass, searched for over all fields',
  run: (report) => withBenchStore(report, SIZES, (store) => measure(report, store)),
};

interface Measured extends CostlyDocument {
  ms: number;
}

async function measure(report: BenchReport, store: BenchStore): Promise<void> {
  await rankOpen(store);
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
  const documents = costlyDocuments(schema, await argumentValues(store));
  const server = await startServer(store, 'api/main.js');
  try {
    const meter = await Meter.of(server, store);
    const once: Measured[] = [];
    for (const document of documents) once.push({ ...document, ms: await meter.take(document.text, 1) });
    const candidates = dearestFirst(once).slice(0, DEAREST);
    const again: Measured[] = [];
    for (const document of candidates) {
      again.push({ ...document, ms: await meter.take(document.text, TIMES) });
    }
    const found = dearestFirst(again);
    report.note(
      `${documents.length.toLocaleString('en-GB')} documents within ${documentLimits.cost.toLocaleString('en-GB')}, each asked as if for the first time; ${meter.refused} answered errors alone`,
    );
    for (const { name, cost, ms } of found.slice(0, SHOWN)) {
      report.note(`${ms.toFixed(1)} ms, weight ${cost.toLocaleString('en-GB')}: ${name}`);
    }
    const worst = again
      .filter(({ ms }) => ms >= LEAST_MS)
      .map((document) => ({ ...document, ratio: (document.ms * 1_000) / document.cost }))
      .sort((a, b) => b.ratio - a.ratio);
    for (const { name, ratio } of worst.slice(0, SHOWN)) {
      report.note(`${ratio.toFixed(1)} times what it weighs: ${name}`);
    }
    report.figure('costliest document within the limits', found[0]!.ms, 'ms', { atMost: MOST_MS });
  } finally {
    await server.stop();
  }
}

const dearestFirst = (list: readonly Measured[]): Measured[] => [...list].sort((a, b) => b.ms - a.ms);

/** Takes the processor time of a document from the server's own count. */
class Meter {
  refused = 0;
  private turn = 0;

  private constructor(
    private readonly server: BenchServer,
    private readonly store: BenchStore,
  ) {}

  static async of(server: BenchServer, store: BenchStore): Promise<Meter> {
    const meter = new Meter(server, store);
    // Whatever runs for the first time is slower than it ever will be again.
    for (let n = 0; n < 300; n += 1) await meter.ask('{ sectors { code } requirements { totalCount } }');
    return meter;
  }

  /** Milliseconds of one such document: the middle of several, with nothing kept from the one before. */
  async take(text: string, times: number): Promise<number> {
    const taken: number[] = [];
    for (let n = 0; n < times; n += 1) {
      await this.forget();
      const before = await this.server.cpuSeconds();
      await this.ask(text);
      taken.push(((await this.server.cpuSeconds()) - before) * 1_000);
    }
    return median(taken);
  }

  /** Once a supplier has changed, nothing that was read or worked out before is given out again. */
  private async forget(): Promise<void> {
    const { unitOfWork } = this.store;
    await unitOfWork.transaction({ actor: benchActor }, async (ctx) => {
      const [row] = await ctx.query<{ id: string }>(
        `UPDATE supplier_profiles SET lead_time_days = CASE lead_time_days WHEN 10 THEN 11 ELSE 10 END
          WHERE organisation_id = (SELECT min(organisation_id::text)::uuid FROM supplier_profiles)
          RETURNING organisation_id AS id`,
      );
      await recordChange(ctx, 'supplier', { ids: [row!.id] });
    });
    await this.calm();
  }

  private async calm(): Promise<void> {
    let before = -Infinity;
    for (let look = 0; look < LOOKS; look += 1) {
      await sleep(CALM_MS);
      const now = (await this.server.cpuSeconds()) * 1_000;
      if (now - before < CALM_CPU_MS) return;
      before = now;
    }
  }

  private async ask(text: string): Promise<void> {
    const response = await fetch(`${this.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.store.token}` },
      body: JSON.stringify({ query: `query q${this.turn++} ${text}` }),
    });
    const answer = await response.text();
    if (answer.startsWith('{"errors"') || answer.includes('"data":null')) this.refused += 1;
  }
}

/** Every set of some of the words, as names of an enumeration. */
const subsets = (words: readonly string[]): string[][] =>
  Array.from({ length: 2 ** words.length }, (_, bits) =>
    words.filter((_, at) => (bits >> at) & 1).map((word) => `<${word}>`),
  );

async function argumentValues({ unitOfWork }: BenchStore): Promise<ArgumentValues> {
  const ctx = unitOfWork.reading({ actor: benchActor });
  const ids = async (prefix: 'org' | 'req', from: string): Promise<string[]> =>
    (await ctx.query<{ id: string }>(`SELECT ${from} LIMIT ${VALUES}`)).map(({ id }) =>
      toOpaqueId(prefix, id),
    );
  const suppliers = await ids('org', 'organisation_id AS id FROM supplier_profiles ORDER BY 1');
  const buyers = await ids('org', 'buyer_id AS id FROM requirements GROUP BY 1 ORDER BY 1');
  const clusters = await ids('org', 'organisation_id AS id FROM cluster_bodies ORDER BY 1');
  const requirements = await ids('req', `id FROM requirements WHERE state = 'OPEN' ORDER BY no`);
  const queries = judgedSearches().slice(0, VALUES);
  return {
    'supplier.id': suppliers,
    'requirement.id': requirements,
    'clusterBody.id': clusters,
    'organisation.id': buyers,
    clusterId: clusters,
    supplierId: suppliers,
    organisationId: buyers,
    postcode: ['DE24 8BJ', 'B7 4BB', 'CV1 2TT'],
    number: ['01234567'],
    period: ['2026', '2026/27', '2026-Q3'],
    typed: ['alu', 'turn', '5 axis', 'Der', 'preci'],
    text: queries.map((_, at) =>
      Array.from({ length: 20 }, (__, n) => queries[(at + n) % queries.length]).join('. '),
    ),
    'searchSuppliers.query': queries,
    'capabilities.query': ['c', 'm', 'st', 'a'],
    // Each finds the open ones, and no two are the same.
    'requirements.filter': subsets(['DRAFT', 'SHORTLISTING', 'AWARDED', 'CLOSED', 'WITHDRAWN']).map(
      (others) => ({
        states: ['<OPEN>', ...others],
      }),
    ),
    'introductions.filter': subsets(['SUGGESTED', 'INTERESTED', 'INVITED', 'SHORTLISTED', 'AWARDED']).map(
      (states) => ({ states }),
    ),
    'searchSuppliers.filter': subsets(['ADVANCED_MANUFACTURING', 'AUTOMOTIVE_RAIL']).map((sectors) => ({
      sectors,
    })),
    'supplyGaps.filter': Array.from({ length: VALUES }, (_, at) => ({ leastValueGbp: at })),
    'claims.filter': ['a', 'e', 'i', 'o', 'n', 't', 's', 'r'].map((text) => ({ state: '<TO_CHECK>', text })),
    'auditTrail.filter': Array.from({ length: VALUES }, (_, at) => ({
      from: `2020-01-${String((at % 28) + 1).padStart(2, '0')}`,
    })),
    weights: [3, 2, 1].map((weight) => [
      { criterion: '<REACH>', weight: 300 },
      { criterion: '<TEXT>', weight: weight * 100 },
    ]),
    'previewRequirement.input': requirements.map((_, at) => ({
      buyerId: buyers[at % buyers.length],
      title: 'Brackets for a pump',
      description: queries.join('. ').slice(0, 2_000),
      postcode: 'DE24 8BJ',
      needs: queries
        .slice(at, at + 12)
        .map((phrase) => ({ phrase, importance: at % 2 === 0 ? '<MUST>' : '<SHOULD>' })),
      certifications: { required: ['ISO 9001'], desired: ['AS9100'] },
      sectors: ['<AUTOMOTIVE_RAIL>'],
    })),
  };
}
