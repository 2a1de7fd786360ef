import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = process.cwd();
const cli = join(root, 'dist/apps/cli/main.js');

/** Runs the guide's commands one after the other, as somebody who types them into one terminal would. */
export class GuideShell {
  /** What programs that stay running have printed. */
  printed = '';
  private readonly running: ChildProcess[] = [];

  private constructor(
    private readonly folder: string,
    /** Exported variables. */
    public variables: NodeJS.ProcessEnv,
  ) {}

  static async open(variables: NodeJS.ProcessEnv): Promise<GuideShell> {
    return new GuideShell(await mkdtemp(join(tmpdir(), 'midlands-match-guide-')), variables);
  }

  /** @throws Error when it fails */
  async run(script: string): Promise<string> {
    // The same command, without another build while other tests run what was built.
    const text = script.replaceAll('npm run -s cli --', `'${process.execPath}' '${cli}'`);
    const kept = join(this.folder, '.variables');
    const printed = await this.finish(
      this.spawn('bash', ['-euc', `${text}\nenv -0 > '${kept}'`], this.folder),
    );
    const pairs = (await readFile(kept, 'utf8')).split('\0').filter((line) => line.includes('='));
    this.variables = Object.fromEntries(
      pairs.map((line) => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1)]),
    );
    return printed;
  }

  /** @throws Error when it fails */
  program(text: string): Promise<string> {
    const child = this.spawn(process.execPath, ['--input-type=module'], root);
    child.stdin!.end(text);
    return this.finish(child);
  }

  /** Starts a program that stays until the end. */
  start(text: string): Promise<string> {
    const child = this.spawn(process.execPath, ['--input-type=module'], root);
    child.stdin!.end(text);
    child.stdout!.on('data', (piece: Buffer) => (this.printed += piece.toString()));
    this.running.push(child);
    return Promise.resolve('');
  }

  async close(): Promise<void> {
    for (const child of this.running) {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private spawn(command: string, options: string[], cwd: string): ChildProcess {
    return spawn(command, options, { cwd, env: this.variables });
  }

  private async finish(child: ChildProcess): Promise<string> {
    let [printed, complaints] = ['', ''];
    child.stdout!.on('data', (piece: Buffer) => (printed += piece.toString()));
    child.stderr!.on('data', (piece: Buffer) => (complaints += piece.toString()));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`It ended with ${code}: ${complaints}${printed}`);
    return printed;
  }
}
