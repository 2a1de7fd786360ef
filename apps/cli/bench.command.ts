import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { type BenchOptions, BenchReport, machine } from './bench/bench.report.js';
import { benchSections } from './bench/bench.sections.js';
import { CommandFailed } from './command.failure.js';
import { readCount } from './number.argument.js';

/** `bench`: how fast we are, beside peers in the same process run. */
export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description('measure speed beside peers; prints the machine, the data and every ratio')
    .argument('[names...]', `sections (default all: ${benchSections.map(({ name }) => name).join(', ')})`)
    .option('--json <file>', 'write every figure')
    .option(
      '--suppliers <n>',
      'suppliers in the store, for sections that use one (147355 is the whole economy)',
      readCount,
    )
    .option('--requirements <n>', 'requirements in the store', readCount)
    .option('--store <folder>', 'keep the loaded store there, and use it again')
    .action(async (names: string[], { json, ...options }: BenchOptions & { json?: string }) => {
      const unknown = names.find((name) => !benchSections.some((section) => section.name === name));
      if (unknown !== undefined)
        throw new CommandFailed(
          `There is no section "${unknown}". There are: ${benchSections.map(({ name }) => name).join(', ')}`,
        );
      const wanted = benchSections.filter(({ name }) => names.length === 0 || names.includes(name));
      const report = new BenchReport(options);
      const { cpu, cores, memoryGb, system, node } = machine();
      console.log(`${cpu}, ${cores} cores, ${memoryGb} GB; ${system}; Node ${node}`);
      for (const section of wanted) {
        report.begin(section);
        await section.run(report);
      }
      const { figures, notes, broken } = report;
      if (json !== undefined)
        await writeFile(json, `${JSON.stringify({ machine: machine(), figures, notes }, null, 2)}\n`);
      if (broken.length > 0) throw new CommandFailed(broken.join('\n'));
    });
}
