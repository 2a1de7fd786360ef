import { buildSchema } from 'graphql';
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { AccessWorld } from '../access/access.world.js';
import { type Attempt, DocumentGenerator } from './document.generator.js';

export interface Storm {
  /** How often each status was answered. */
  statuses: Record<number, number>;
  /** Answers that should not be: failures of ours, and words of our own workings. */
  wrong: { status: number; answer: string; attempt: Attempt }[];
  /** Heap held after the storm beyond that held after its first tenth, bytes; measured where progress is told. */
  growth: number;
}

const SIDE_BY_SIDE = 8;
/** Traces of where something failed, or of what failed. */
const inside =
  /node_modules|\.ts:\d|\.js:\d|at \w+ \(|QueryFailedError|TypeError|RangeError|SELECT |INSERT INTO/;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
function heldHeap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/**
 * Sends generated documents as everybody in turn, and looks at every answer.
 * @param tell hears how far it is, ten times
 */
export async function storm(
  { kit, tokens, ids }: AccessWorld,
  count: number,
  seed: number,
  tell?: (sofar: string) => void,
): Promise<Storm> {
  const text = await readFile('schema.graphql', 'utf8');
  const generator = new DocumentGenerator(buildSchema(text), Object.values(ids), seed);
  const callers = Object.values(tokens);
  const result: Storm = { statuses: {}, wrong: [], growth: 0 };
  let sent = 0;
  let before = Number.NaN;
  const send = async (): Promise<void> => {
    while (sent < count) {
      const caller = callers[sent % callers.length];
      sent += 1;
      if (tell && sent % Math.ceil(count / 10) === 0) {
        const heap = heldHeap();
        if (Number.isNaN(before)) before = heap;
        const held = Math.round(heap / 1024 / 1024);
        tell(
          `${sent} documents: heap ${held} MB, ${result.wrong.length} wrong ${JSON.stringify(result.wrong.at(-1) ?? '')}`,
        );
      }
      const attempt = generator.next();
      const response = await fetch(`${kit.url}/graphql`, {
        method: 'POST',
        headers: {
          ...(attempt.contentType === '' ? {} : { 'content-type': attempt.contentType }),
          ...(caller === undefined ? {} : { authorization: `Bearer ${caller}` }),
        },
        body: attempt.body,
      });
      const answer = await response.text();
      result.statuses[response.status] = (result.statuses[response.status] ?? 0) + 1;
      const ours = response.status >= 500 || answer.includes('"INTERNAL"');
      const told = answer.includes('"errors"') && inside.test(errorsOf(answer));
      if (ours || told)
        result.wrong.push({ status: response.status, answer: answer.slice(0, 2_000), attempt });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, send));
  if (tell) result.growth = heldHeap() - before;
  return result;
}

/** The errors of an answer alone: its data hold what people have written. */
function errorsOf(answer: string): string {
  try {
    return JSON.stringify((JSON.parse(answer) as { errors?: { extensions?: object }[] }).errors ?? []);
  } catch {
    return answer;
  }
}
