import {
  COMPANIES_HOUSE_HEADER,
  companiesHouseFile,
  type CompaniesHouseRow,
  fileSource,
  ImportService,
  ImportsModule,
  type ImportSource,
  readCompaniesHouse,
  regionsByOutcode,
} from '#lib/imports';
import { placeFinder } from '#lib/geography';
import {
  copyText,
  copyTexts,
  createLogger,
  openDatabase,
  startEmbeddedPostgres,
  systemActor,
  UnitOfWork,
} from '#lib/platform';
import { migrate, schema } from '#lib/schema';
import { NestFactory } from '@nestjs/core';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { type BenchReport, type BenchSection, takeTurns } from './bench.report.js';
import { temporaryFolder } from './temporary.folder.js';

const ROWS = 300_000;
const ROUNDS = 5;
const TARGET_ROWS_PER_SECOND = 140_000;
const TARGET_MEMORY_MB = 300;
const MB = 2 ** 20;

/** The register: parsing it, keeping two regions, and COPY, beside the server's own COPY of the same file. */
export const registerImport: BenchSection = {
  name: 'register-import',
  describe: 'the Companies House file: parse, keep two regions, COPY; and the whole import',
  run: measure,
};

async function measure(report: BenchReport): Promise<void> {
  const folder = await temporaryFolder('bench');
  // The server may run as another user of this machine, and reads the file itself.
  await chmod(folder, 0o755);
  try {
    const path = join(folder, 'register.csv');
    await writeRegister(path);
    const { size } = await stat(path);
    report.note(`${ROWS.toLocaleString('en-GB')} rows of 55 columns, ${(size / MB).toFixed(0)} MB`);
    // Nothing here need survive: both sides write to a server that does not wait for the disk.
    const settings = { shared_buffers: '256MB', max_wal_size: '4GB', synchronous_commit: 'off' };
    const server = await startEmbeddedPostgres({ folder: join(folder, 'store'), throwAway: true, settings });
    try {
      await compare(report, server.url, await fileSource(path), path);
      await importAll(report, server.url, await fileSource(path));
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeRegister(path: string): Promise<void> {
  const out = createWriteStream(path, { mode: 0o644 });
  for (const piece of companiesHouseFile({ rows: ROWS, seed: 1 })) {
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

const peerColumns = COMPANIES_HOUSE_HEADER.map((_, at) => `c${at}`);
const columnOf = (heading: string): string =>
  `c${COMPANIES_HOUSE_HEADER.findIndex((name) => name.trim() === heading)}`;

async function compare(report: BenchReport, url: string, source: ImportSource, path: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string }>(`SHOW server_version`);
    report.note(`PostgreSQL ${Object.values(rows[0]!)[0]}; both sides write to tables without a log`);
    await client.query(
      `CREATE UNLOGGED TABLE ours (number text, name text, address text[], town text, county text, postcode text,
         region text, incorporated date, category text, strike_off boolean, sic_codes text[], sic_texts text[])`,
    );
    await client.query(
      `CREATE UNLOGGED TABLE peer (${peerColumns.map((name) => `${name} text`).join(', ')})`,
    );
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      await client.query(`TRUNCATE ours, peer`);
      const started = performance.now();
      await work();
      return ROWS / ((performance.now() - started) / 1000);
    };
    // The side that ran last keeps its rows, so each is looked at when it has just run.
    let [mine, theirs]: unknown[] = [];
    const result = await takeTurns(
      ROUNDS,
      async () => {
        const rate = await timed(() => copyRegister(client, source));
        mine ??= await fingerprint(client, `SELECT number, name, postcode FROM ours`);
        return rate;
      },
      async () => {
        const rate = await timed(() => client.query(`COPY peer FROM '${path}' (FORMAT csv, HEADER true)`));
        theirs ??= await peerFingerprint(client);
        return rate;
      },
    );
    report.assertSame('companies kept (count and hash of number, name, postcode)', mine, theirs);
    const what = 'parse, keep two regions, COPY';
    report.comparison(what, "the server's own COPY csv", result, 'rows/s', 1);
    report.figure(what, result.ours, 'rows/s', { atLeast: TARGET_ROWS_PER_SECOND });
    await client.query(`DROP TABLE ours, peer`);
  } finally {
    await client.end();
  }
}

async function copyRegister(client: Client, source: ImportSource): Promise<void> {
  const reader = readCompaniesHouse(source, {
    regionOfOutcode: regionsByOutcode(false),
    batchSize: 1_000,
  });
  await copyTexts(client, 'ours', encoded(reader));
}

async function* encoded(reader: AsyncIterable<{ rows: CompaniesHouseRow[] }>): AsyncGenerator<string> {
  for await (const { rows } of reader) {
    yield copyText(
      rows.map((row) => [
        row.companyNumber,
        row.name,
        row.addressLines,
        row.postTown,
        row.county,
        row.postcode,
        row.region,
        row.incorporatedOn,
        row.category,
        row.strikeOffProposed,
        row.sicCodes,
        row.sicTexts,
      ]),
    );
  }
}

async function fingerprint(client: Client, companies: string): Promise<unknown> {
  const { rows } = await client.query<{ n: number; hash: string }>(
    `SELECT count(*)::int AS n, md5(string_agg(number || '|' || name || '|' || postcode, '\n' ORDER BY number)) AS hash
       FROM (${companies}) kept(number, name, postcode)`,
  );
  return rows[0];
}

/** What the peer's table holds of the two regions, by SQL and so by nothing of ours but the list of outcodes. */
function peerFingerprint(client: Client): Promise<unknown> {
  const regionOf = regionsByOutcode(false);
  const outcodes = placeFinder()
    .outcodes.map(({ outcode }) => outcode)
    .filter((outcode) => regionOf(outcode));
  const compact = `upper(replace(${columnOf('RegAddress.PostCode')}, ' ', ''))`;
  return fingerprint(
    client,
    `SELECT upper(${columnOf('CompanyNumber')}), btrim(${columnOf('CompanyName')}),
            left(${compact}, -3) || ' ' || right(${compact}, 3)
       FROM peer WHERE lower(${columnOf('CompanyStatus')}) ~ '^active( |$)'
        AND left(${compact}, -3) IN ('${outcodes.join(`', '`)}')`,
  );
}

/** The import as it is: places, merge into organisations, and the place to go on from, batch by batch. */
async function importAll(report: BenchReport, url: string, source: ImportSource): Promise<void> {
  const database = await openDatabase({ url, schema, applicationName: 'bench' });
  const log = createLogger({ logLevel: 'silent', logFormat: 'json' }, 'bench');
  const app = await NestFactory.createApplicationContext(ImportsModule, { logger: false });
  try {
    await migrate(database.writer, url);
    const unitOfWork = new UnitOfWork(database.writer, database.reader, log);
    const imports = app.get(ImportService);
    for (const name of ['the whole import, all companies new', 'the whole import again, nothing new']) {
      const started = performance.now();
      const outcome = await imports.importCompaniesHouse(unitOfWork, { actor: systemActor('bench') }, source);
      const seconds = (performance.now() - started) / 1000;
      if (outcome.state === 'REFUSED') throw new Error(outcome.refusal.message);
      const { created, unchanged } = outcome.report.stored;
      report.note(
        `${created.toLocaleString('en-GB')} created, ${unchanged.toLocaleString('en-GB')} unchanged`,
      );
      report.figure(name, ROWS / seconds, 'rows/s');
    }
    const peakMb = process.resourceUsage().maxRSS / 1024;
    report.figure('memory of this process at its highest', peakMb, 'MB', { atMost: TARGET_MEMORY_MB });
  } finally {
    await app.close();
    await database.close();
  }
}
