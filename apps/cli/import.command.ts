import {
  companiesHouseFile,
  csvTemplate,
  fileSource,
  type ImportError,
  type ImportOutcome,
  type ImportRunReport,
  ImportService,
  ImportsModule,
  type ImportSteps,
  REQUIREMENT_TEMPLATE,
  SUPPLIER_TEMPLATE,
  workbookTemplate,
} from '#lib/imports';
import { NestLogger, systemActor, type UnitOfWork } from '#lib/platform';
import { NestFactory } from '@nestjs/core';
import type { Command } from 'commander';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { CommandFailed } from './command.failure.js';
import { demandPath } from './file.failure.js';
import { readCount } from './number.argument.js';
import { findBuyer } from './organisation.lookup.js';
import { progressBar } from './progress.bar.js';
import { withDatabase } from './runtime.js';

const outer = { actor: systemActor('cli') };
/** Errors shown on the screen; the run and `--errors` keep more. */
const MOST_SHOWN = 20;
const KB = 1024;

interface CommonOptions {
  errors?: string;
}

/** The commands that bring files in. */
export function addImportCommands(program: Command): void {
  const imports = program.command('import').description('bring in files of suppliers, notices and companies');
  const withErrors = (command: Command): Command =>
    command.option('--errors <file>', 'write the findings that were kept, as JSON');

  withErrors(imports.command('suppliers <file>'))
    .description('a supplier CSV or Excel workbook (.xlsx) made from the template')
    .action((path: string, options: CommonOptions) =>
      runFile('suppliers', path, options, async ({ imports: service, unitOfWork, onProgress }) =>
        service.importSuppliers(unitOfWork, outer, await fileSource(path), { onProgress }),
      ),
    );
  withErrors(imports.command('requirements <file>'))
    .description("a buyer's own requirements, in a CSV or Excel workbook made from the template: as drafts")
    .requiredOption('--buyer <name>', 'whose they are: the name, or a part of it')
    .action((path: string, options: CommonOptions & { buyer: string }) =>
      runFile('requirements', path, options, async ({ imports: service, unitOfWork, onProgress }) => {
        const { id } = await findBuyer(unitOfWork.reading(outer), options.buyer);
        return service.importRequirementList(unitOfWork, outer, await fileSource(path), id, { onProgress });
      }),
    );
  withErrors(imports.command('collection <folder>'))
    .description('a folder of suppliers.jsonl and requirements.jsonl; searches and judgements are checked')
    .option('--fictional', 'mark the businesses as invented (those with an .example address are)')
    .action(async (folder: string, options: CommonOptions & { fictional?: boolean }) => {
      await demandPath(folder, 'folder', 'npm run cli -- import collection test/relevance');
      await run(folder, options, ({ imports: service, unitOfWork, onProgress }) =>
        service.importCollection(unitOfWork, outer, folder, { onProgress, fictional: options.fictional }),
      );
    });
  withErrors(imports.command('companies-house <file>'))
    .description('the Basic Company Data CSV of Companies House, plain or gzipped')
    .option('--resume', 'go on where the last import of this file broke off')
    .action((path: string, options: CommonOptions & { resume?: boolean }) =>
      runFile('companies-house', path, options, async ({ imports: service, unitOfWork, onProgress }) =>
        service.importCompaniesHouse(unitOfWork, outer, await fileSource(path), {
          onProgress,
          resume: options.resume,
        }),
      ),
    );
  withErrors(imports.command('ocds <file>'))
    .description('OCDS 1.1 releases or records, as JSON or JSON lines')
    .action((path: string, options: CommonOptions) =>
      runFile('ocds', path, options, async ({ imports: service, unitOfWork, onProgress }) =>
        service.importOcds(unitOfWork, outer, await fileSource(path), { onProgress }),
      ),
    );
  imports
    .command('template')
    .description("print the template of the supplier CSV, or of a buyer's requirements")
    .option('--requirements', "of a buyer's requirements")
    .option('--xlsx <file>', 'write it as an Excel workbook instead')
    .action(async ({ requirements, xlsx }: { requirements?: boolean; xlsx?: string }) => {
      const template = requirements ? REQUIREMENT_TEMPLATE : SUPPLIER_TEMPLATE;
      if (xlsx === undefined) process.stdout.write(csvTemplate(template));
      else await writeFile(xlsx, workbookTemplate(template));
    });

  program
    .command('generate')
    .description('make files to try things with')
    .command('companies-house')
    .argument('<rows>', 'number of companies', readCount)
    .argument('<file>', 'where to write them')
    .option('--seed <number>', 'another seed makes another file', readCount, 1)
    .description('a file of fictional companies in the format of the register')
    .action(generateRegister);
}

interface Running {
  imports: ImportService;
  unitOfWork: UnitOfWork;
  onProgress: (steps: ImportSteps) => void;
}

/** @throws CommandFailed when there is no such file, before anything is started */
async function runFile(kind: keyof typeof exampleFiles, ...given: Parameters<typeof run>): Promise<void> {
  await demandPath(given[0], 'file', `npm run cli -- import ${kind} ${exampleFiles[kind]}`);
  await run(...given);
}

const exampleFiles = {
  suppliers: '/home/ann/suppliers.xlsx ("import template --xlsx suppliers.xlsx" makes one to fill in)',
  requirements:
    '/home/ann/requirements.xlsx --buyer Derwent ("import template --requirements --xlsx requirements.xlsx" makes one to fill in)',
  'companies-house': '/home/ann/BasicCompanyDataAsOneFile.csv',
  ocds: '/home/ann/releases.json',
} as const;

async function run(
  subject: string,
  options: CommonOptions,
  work: (running: Running) => Promise<ImportOutcome>,
): Promise<void> {
  const outcome = await withDatabase(async ({ log, unitOfWork }) => {
    const app = await NestFactory.createApplicationContext(ImportsModule, {
      logger: new NestLogger(log),
      abortOnError: false,
    });
    try {
      const bar = progressBar(`Importing ${subject}`);
      const done = await work({
        imports: app.get(ImportService),
        unitOfWork,
        onProgress: ({ bytes, totalBytes }) =>
          bar.update(Math.floor(bytes / KB), totalBytes === null ? null : Math.ceil(totalBytes / KB)),
      });
      bar.end(done.state === 'DONE' ? summaryOf(done.report) : 'refused, nothing was changed');
      return done;
    } finally {
      await app.close();
    }
  });
  if (outcome.state === 'REFUSED') {
    const { code, message } = outcome.refusal;
    throw new CommandFailed(`${message} (${code})`);
  }
  await tellFindings(outcome.report, options.errors);
}

const figure = (count: number): string => count.toLocaleString('en-GB');

function summaryOf(report: ImportRunReport): string {
  const { sheet, read, accepted, rejected, skipped, stored, buyersCreated } = report;
  const left = Object.entries(skipped).map(
    ([reason, count]) => `${figure(count)} ${reason.replace('_', ' ')}`,
  );
  return [
    sheet === undefined ? '' : `sheet “${sheet}”`,
    `${figure(read)} read, ${figure(accepted)} accepted, ${figure(rejected)} rejected`,
    left.length > 0 ? `left out: ${left.join(', ')}` : '',
    `${figure(stored.created)} created, ${figure(stored.updated)} updated, ${figure(stored.unchanged)} unchanged` +
      (stored.kept > 0 ? `, ${figure(stored.kept)} left alone` : ''),
    buyersCreated ? `${figure(buyersCreated)} buyers added` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}

async function tellFindings(report: ImportRunReport, file: string | undefined): Promise<void> {
  const line = ({ row, column, value, message }: ImportError): string =>
    `  row ${row}${column === '' ? '' : `, ${column}`}${value === '' ? '' : ` "${value}"`}: ${message}`;
  if (report.rejected > 0) {
    console.log(
      report.rejected === 1 ? 'One row was rejected:' : `${figure(report.rejected)} rows were rejected:`,
    );
    for (const error of report.errors.slice(0, MOST_SHOWN)) console.log(line(error));
    const more = Object.values(report.errorCounts).reduce((sum, count) => sum + count, 0) - MOST_SHOWN;
    if (more > 0) console.log(`  … and ${figure(more)} more errors`);
  }
  const warned = Object.entries(report.warningCounts).map(([code, count]) => `${code} ${figure(count)}`);
  if (warned.length > 0) console.log(`Warnings: ${warned.join(', ')}`);
  if (file === undefined) return;
  const { errors, errorCounts, warnings, warningCounts } = report;
  await writeFile(file, `${JSON.stringify({ errors, errorCounts, warnings, warningCounts }, null, 2)}\n`);
  console.log(`Findings written to ${file}`);
}

async function generateRegister(rows: number, path: string, { seed }: { seed: number }): Promise<void> {
  const bar = progressBar(`Writing ${figure(rows)} companies`);
  const out = createWriteStream(path);
  let bytes = 0;
  for (const piece of companiesHouseFile({ rows, seed })) {
    bytes += piece.length;
    bar.update(bytes, null);
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  bar.end(`${figure(Math.ceil(bytes / KB))} KB in ${path}`);
}
