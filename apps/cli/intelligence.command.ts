import {
  cellsOf,
  type Figure,
  type GapDimension,
  IntelligenceModule,
  OcdsService,
  openCsv,
  OpenDataService,
  DATASETS,
  ScorecardService,
  SupplyGapService,
} from '#lib/intelligence';
import { anonymous, type Context, isFailure, NestLogger, poundsInWords, systemActor } from '#lib/platform';
import { type Region, SECTOR_CODES, type SectorCode } from '#lib/taxonomy';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Command, Option } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandFailed } from './command.failure.js';
import { type Runtime, withDatabase } from './runtime.js';

const actor = systemActor('cli');
const dimensions: readonly GapDimension[] = ['CAPABILITY', 'BRANCH', 'SECTOR', 'REGION', 'VALUE'];

interface Services {
  gaps: SupplyGapService;
  scorecards: ScorecardService;
  openData: OpenDataService;
  ocds: OcdsService;
}

export function addIntelligenceCommands(program: Command): void {
  const intelligence = program
    .command('intelligence')
    .description('what supply and demand say: gaps, the scorecard, open data');

  intelligence
    .command('gaps')
    .description('demand that no supplier of the two regions meets, counted up')
    .addOption(
      new Option('--by <dimension>', 'what to count by')
        .choices(dimensions.map((name) => name.toLowerCase()))
        .default('capability'),
    )
    .addOption(new Option('--sector <code>', 'only requirements of a sector').choices(SECTOR_CODES))
    .addOption(
      new Option('--region <region>', 'only of buyers there').choices(['EAST_MIDLANDS', 'WEST_MIDLANDS']),
    )
    .option('--json <file>', 'write every gap')
    .action((options: { by: string; sector?: SectorCode; region?: Region; json?: string }) =>
      withIntelligence(async (ctx, { gaps }) => {
        const { by, sector, region, json } = options;
        const filter = { sectors: sector ? [sector] : null, region };
        const found = await gaps.gaps(ctx, filter, { first: 1 });
        console.log(
          `${found.totalCount} of ${found.consideredCount} open requirements are met by nobody: ${poundsInWords(found.valueGbp)} a year.`,
        );
        for (const cell of cellsOf(found.all, by.toUpperCase() as GapDimension)) {
          const count = String(cell.requirements).padStart(5);
          console.log(`${count}  ${poundsInWords(cell.valueGbp).padEnd(14)} ${cell.label}`);
        }
        if (json !== undefined) await writeFile(json, `${JSON.stringify(found.all, null, 2)}\n`);
      }),
    );

  intelligence
    .command('scorecard')
    .description('cross-regional working in a period, beside the one before')
    .argument('[period]', '2026, 2026/27 (from April) or 2026-Q3; default is the financial year of today')
    .option('--controlled', 'as anybody may have it: small counts withheld, the others rounded')
    .option('--json <file>', 'write every figure')
    .action((period: string | undefined, { controlled, json }: { controlled?: boolean; json?: string }) =>
      withIntelligence(async (ctx, { scorecards }) => {
        const read = controlled
          ? await scorecards.open(ctx, period)
          : await scorecards.scorecard(ctx, period);
        if (isFailure(read)) throw new CommandFailed(read.errors[0]!.message);
        const card = read.value;
        console.log(`${card.period.label}, beside ${card.previous.label}:\n`);
        console.log(line('', ['within', 'across', 'share', 'before', 'share']));
        card.total.forEach((figure, at) => console.log(figureLine(figure, card.before[at]!)));
        for (const { side, asked, answered, rate } of card.replies) {
          const share = rate === null ? '–' : `${Math.round(100 * rate)} %`;
          console.log(
            `${side === 'SUPPLIER' ? 'Suppliers' : 'Buyers'} answered ${answered ?? '–'} of ${asked ?? '–'}: ${share}`,
          );
        }
        if (json !== undefined) await writeFile(json, `${JSON.stringify(card, null, 2)}\n`);
      }),
    );

  intelligence
    .command('open-data')
    .description('write every open dataset as CSV and JSON, and the Open Contracting releases')
    .option('--to <folder>', 'where to', 'open-data')
    .action(({ to }: { to: string }) =>
      withIntelligence(async (_, { openData, ocds }, { unitOfWork, config }) => {
        const folder = resolve(to);
        await mkdir(folder, { recursive: true });
        const ctx = unitOfWork.reading({ actor: anonymous });
        for (const { name, title, columns } of DATASETS) {
          const rows = await openData.rows(ctx, name);
          await writeFile(join(folder, `${name}.csv`), openCsv(columns, rows));
          await writeFile(
            join(folder, `${name}.json`),
            `${JSON.stringify({ name, title, columns, rows })}\n`,
          );
          console.log(`${String(rows.length).padStart(6)} rows  ${name}`);
        }
        const lines: string[] = [];
        for await (const release of ocds.all(ctx, config.publicUrl))
          lines.push(`${JSON.stringify(release)}\n`);
        await writeFile(join(folder, 'ocds-releases.jsonl'), lines.join(''));
        console.log(
          `${String(lines.length).padStart(6)} releases  ocds-releases.jsonl\nWritten to ${folder}`,
        );
      }),
    );
}

function withIntelligence(
  work: (ctx: Context, services: Services, runtime: Runtime) => Promise<void>,
): Promise<void> {
  return withDatabase(async (runtime) => {
    @Module({ imports: [IntelligenceModule] })
    class CommandModule {}
    const app = await NestFactory.createApplicationContext(CommandModule, {
      logger: new NestLogger(runtime.log),
      abortOnError: false,
    });
    try {
      const services = {
        gaps: app.get(SupplyGapService, { strict: false }),
        scorecards: app.get(ScorecardService, { strict: false }),
        openData: app.get(OpenDataService, { strict: false }),
        ocds: app.get(OcdsService, { strict: false }),
      };
      await work(runtime.unitOfWork.reading({ actor }), services, runtime);
    } finally {
      await app.close();
    }
  });
}

const measureNames: Readonly<Record<Figure['measure'], string>> = {
  MATCHES: 'Matches that stand',
  INTRODUCTIONS: 'Introductions',
  AWARDS: 'Awards',
  AWARD_VALUE_GBP: 'Value of awards, £',
  JOBS: 'Jobs',
};

const line = (name: string, cells: readonly string[]): string =>
  name.padEnd(22) + cells.map((cell) => cell.padStart(12)).join('');

function figureLine(now: Figure, before: Figure): string {
  const figure = (value: number | null): string => (value === null ? '–' : value.toLocaleString('en-GB'));
  const share = (value: number | null): string => (value === null ? '–' : `${Math.round(100 * value)} %`);
  return line(measureNames[now.measure], [
    figure(now.within),
    figure(now.across),
    share(now.crossRegionalShare),
    figure(before.total),
    share(before.crossRegionalShare),
  ]);
}
