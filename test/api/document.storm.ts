import { buildSchema } from 'graphql';
import { readFile } from 'node:fs/promises';
import type { AccessWorld } from '../access/access.world.js';
import { type Attempt, DocumentGenerator } from './document.generator.js';

/** Whom it is sent to, and as whom. */
export interface Target extends Pick<AccessWorld, 'tokens' | 'ids'> {
  url: string;
}

export interface Storm {
  /** How often each status was answered. */
  statuses: Record<number, number>;
  /** Answers that should not be: failures of ours, and words of our own workings. */
  wrong: { status: number; answer: string; attempt: Attempt }[];
}

const SIDE_BY_SIDE = 8;
const TENTHS = 10;
/** Traces of where something failed, or of what failed. */
const inside =
  /node_modules|\.ts:\d|\.js:\d|at \w+ \(|QueryFailedError|TypeError|RangeError|SELECT |INSERT INTO/;

/**
 * Sends generated documents as everybody in turn, and looks at every answer.
 * @param tell hears how many have been sent, and how they were answered, ten times; the next wait for it, and are sent with
 *   the tokens it gives
 */
export async function storm(
  { url, tokens: first, ids }: Target,
  count: number,
  seed: number,
  tell: (sent: number, sofar: Storm) => Promise<Target['tokens']> = () => Promise.resolve(first),
): Promise<Storm> {
  const text = await readFile('schema.graphql', 'utf8');
  const generator = new DocumentGenerator(buildSchema(text), Object.values(ids), seed);
  let callers = Object.values(first);
  const result: Storm = { statuses: {}, wrong: [] };
  let sent = 0;
  const send = async (until: number): Promise<void> => {
    while (sent < until) {
      const caller = callers[sent % callers.length];
      sent += 1;
      const attempt = generator.next();
      const response = await fetch(`${url}/graphql`, {
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
  for (let tenth = 1; tenth <= TENTHS; tenth += 1) {
    const until = Math.round((count * tenth) / TENTHS);
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => send(until)));
    callers = Object.values(await tell(sent, result));
  }
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
