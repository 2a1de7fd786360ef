/** Load from a process of its own, so that making requests costs the server under test nothing but the shared cores. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface LoadOrder {
  url: string;
  headers: Record<string, string>;
  /** Sent in turn to the address; or pages below it, asked for in turn. */
  bodies?: string[];
  paths?: string[];
  connections: number;
  seconds: number;
  /** Requests a second, sent on time whether answers come or not; absent: as many as the connections carry. */
  rate?: number;
}

export interface LoadResult {
  /** Answers a second. */
  rate: number;
  /** Milliseconds; with a rate, from the moment at which the request was due. */
  p50: number;
  p95: number;
  p99: number;
  answers: number;
}

/** @throws Error when any answer was not a 200 */
export async function generateLoad(order: LoadOrder): Promise<LoadResult> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('load.process.js', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(order));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`The load generator failed: ${text}`);
  return JSON.parse(text) as LoadResult;
}
