import type { MatchIndex } from '#lib/matching';
import { Worker } from 'node:worker_threads';
import type {
  NearMissPage,
  NearMissTask,
  RankingAnswer,
  RankingMessage,
  RankingQuestion,
  RankingTask,
} from './ranking.messages.js';

/** Two threads: a ranking leaves the cores of a small machine to others, and large ones gain from more processes. */
const THREADS = 2;
/** Requirements sent to a thread at once: enough that it never waits, few enough that both end together. */
const PORTION = 16;
/** Threads hold columns of their own: they go when nothing has been ranked for a while. */
const IDLE_MS = 60_000;

interface Thread {
  worker: Worker;
  index: MatchIndex | undefined;
  version: number;
  waiting: Map<number, { done: (answer: Answered) => void; fail: (error: Error) => void }>;
}

type Answered = Exclude<RankingAnswer, { error: string }>;

/** Threads that rank over the index this process holds, and find near misses, without a copy of it and without holding the process up. */
export class RankingPool {
  private threads: Thread[] = [];
  private asked = 0;
  private running = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly size = THREADS) {}

  /**
   * Lists of the requirements in COPY's text form, as the index stands now: changes applied while they are ranked show
   * in the next.
   * @param version goes up whenever the index shows something else
   */
  async rank(index: MatchIndex, version: number, tasks: readonly RankingTask[]): Promise<Uint8Array[]> {
    const answers = await this.spread(index, version, tasks, (portion) => ({ kind: 'rank', tasks: portion }));
    return answers.flatMap((answer) => ('lists' in answer ? [answer.lists] : []));
  }

  /**
   * Near misses of the requirements among some suppliers that a step of theirs would change, likewise; in no order. By one
   * thread: what requirements share it works out once, and a core is left to whoever searches.
   * @param among bits of the suppliers, as `slotsOf` gives them
   */
  async nearly(
    index: MatchIndex,
    version: number,
    tasks: readonly NearMissTask[],
    among: Uint32Array,
  ): Promise<NearMissPage[]> {
    const ask = (portion: NearMissTask[]): RankingQuestion => ({ kind: 'nearly', tasks: portion, among });
    const answers = await this.spread(index, version, tasks, ask, 1);
    return answers.flatMap((answer) => ('pages' in answer ? answer.pages : []));
  }

  private async spread<T>(
    index: MatchIndex,
    version: number,
    tasks: readonly T[],
    ask: (portion: T[]) => RankingQuestion,
    size = this.size,
  ): Promise<Answered[]> {
    clearTimeout(this.timer);
    this.running += 1;
    const threads = this.started(size);
    for (const thread of threads) bringUp(thread, index, version);
    const stretches = inStretches(tasks, threads.length);
    const answers: Answered[] = [];
    const takeNext = async (thread: Thread, own: number): Promise<void> => {
      for (let next = nextOf(stretches, own); next; next = nextOf(stretches, own)) {
        answers.push(await this.ask(thread, ask(next)));
      }
    };
    try {
      await Promise.all(threads.map(takeNext));
    } finally {
      this.running -= 1;
      if (this.running === 0) this.timer = setTimeout(() => void this.stop(), IDLE_MS).unref();
    }
    return answers;
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    const threads = this.threads;
    this.threads = [];
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  private started(size: number): Thread[] {
    while (this.threads.length < size) this.threads.push(this.start());
    return this.threads.slice(0, size);
  }

  private start(): Thread {
    const worker = new Worker(new URL('ranking.worker.js', import.meta.url), { execArgv: [] });
    const thread: Thread = { worker, index: undefined, version: -1, waiting: new Map() };
    worker.unref();
    worker.on('message', (answer: RankingAnswer) => {
      const waiting = thread.waiting.get(answer.id);
      thread.waiting.delete(answer.id);
      if ('error' in answer) waiting?.fail(new Error(`ranking failed in its thread: ${answer.error}`));
      else waiting?.done(answer);
    });
    const lost = (error: Error): void => {
      this.threads = this.threads.filter((other) => other !== thread);
      for (const { fail } of thread.waiting.values()) fail(error);
      thread.waiting.clear();
    };
    worker.on('error', lost);
    worker.on('exit', () => lost(new Error('a ranking thread has ended')));
    return thread;
  }

  private ask(thread: Thread, question: RankingQuestion): Promise<Answered> {
    const id = ++this.asked;
    thread.worker.ref();
    const answer = new Promise<Answered>((done, fail) => thread.waiting.set(id, { done, fail }));
    send(thread, { ...question, id });
    return answer.finally(() => {
      if (thread.waiting.size === 0) thread.worker.unref();
    });
  }
}

/** Portions for each thread: those of a stretch share needs, and a thread keeps what it works out of a need. */
function inStretches<T>(tasks: readonly T[], threads: number): T[][][] {
  const portions = Math.ceil(tasks.length / PORTION);
  const stretches: T[][][] = Array.from({ length: threads }, () => []);
  for (let at = 0; at < portions; at += 1)
    stretches[Math.floor((at * threads) / portions)]!.push(tasks.slice(at * PORTION, (at + 1) * PORTION));
  return stretches;
}

/** The next portion of a thread's own stretch, or the last of the longest left: a slow portion holds up no other. */
function nextOf<T>(stretches: readonly T[][][], own: number): T[] | undefined {
  const longest = stretches.reduce((most, stretch) => (stretch.length > most.length ? stretch : most));
  return stretches[own]!.shift() ?? longest.pop();
}

function bringUp(thread: Thread, index: MatchIndex, version: number): void {
  if (thread.index === index && thread.version === version) return;
  send(thread, { kind: thread.index === index ? 'follow' : 'open', image: index.image() });
  thread.index = index;
  thread.version = version;
}

const send = (thread: Thread, message: RankingMessage): void => thread.worker.postMessage(message);
