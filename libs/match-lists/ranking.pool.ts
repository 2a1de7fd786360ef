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
/** Requirements sent to a thread at once: few enough that both end together. */
const PORTION = 16;
/** Portions a thread is given ahead, so that it never waits for the process, which may be busy with what came before. */
const AHEAD = 2;
/** Threads hold columns of their own: they go when nothing has been ranked for a while. */
const IDLE_MS = 60_000;

/** A question and who waits for its answer. */
interface Portion {
  question: RankingQuestion;
  done: (answer: Answered) => void;
  fail: (error: Error) => void;
}

interface Thread {
  worker: Worker;
  index: MatchIndex | undefined;
  version: number;
  /** What it has been sent, by number, and what is to follow. */
  waiting: Map<number, Portion>;
  lane: Portion[];
}

type Answered = Exclude<RankingAnswer, { error: string }>;

/** Threads that rank over the index this process holds, and find near misses, without a copy of it and without holding the process up. */
export class RankingPool {
  private threads: Thread[] = [];
  private asked = 0;
  private running = 0;
  private timer: NodeJS.Timeout | undefined;
  /** The index asked about last, which is the latest there is. */
  private latest: { index: MatchIndex; version: number } | undefined;

  constructor(private readonly size = THREADS) {}

  /**
   * Lists of the requirements in COPY's text form, as the index stands now: changes applied while they are ranked show
   * in the next.
   * @param version goes up whenever the index shows something else
   * @param lane those of one lane share needs, and go to one thread as long as it keeps up; absent, each thread has a part
   */
  async rank(
    index: MatchIndex,
    version: number,
    tasks: readonly RankingTask[],
    lane?: number,
  ): Promise<Uint8Array[]> {
    const ask = (portion: RankingTask[]): RankingQuestion => ({ kind: 'rank', tasks: portion });
    const answers = await this.spread(index, version, tasks, ask, lane);
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
    const answers = await this.spread(index, version, tasks, ask, 0, 1);
    return answers.flatMap((answer) => ('pages' in answer ? answer.pages : []));
  }

  private async spread<T>(
    index: MatchIndex,
    version: number,
    tasks: readonly T[],
    ask: (portion: T[]) => RankingQuestion,
    lane?: number,
    size = this.size,
  ): Promise<Answered[]> {
    clearTimeout(this.timer);
    this.running += 1;
    this.latest = { index, version };
    const threads = this.started(size);
    const stretches = lane === undefined ? inStretches(tasks, threads.length) : [inPortions(tasks)];
    const answers = stretches.flatMap((portions, at) => {
      const thread = threads[(lane ?? at) % threads.length]!;
      return portions.map(
        (portion) =>
          new Promise<Answered>((done, fail) => thread.lane.push({ question: ask(portion), done, fail })),
      );
    });
    for (const thread of threads) this.feed(thread);
    try {
      return await Promise.all(answers);
    } finally {
      this.running -= 1;
      if (this.running === 0) this.timer = setTimeout(() => void this.stop(), IDLE_MS).unref();
    }
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
    const thread: Thread = { worker, index: undefined, version: -1, waiting: new Map(), lane: [] };
    worker.unref();
    worker.on('message', (answer: RankingAnswer) => {
      const portion = thread.waiting.get(answer.id);
      thread.waiting.delete(answer.id);
      this.feed(thread);
      if ('error' in answer) portion?.fail(new Error(`ranking failed in its thread: ${answer.error}`));
      else portion?.done(answer);
    });
    const lost = (error: Error): void => {
      this.threads = this.threads.filter((other) => other !== thread);
      for (const { fail } of [...thread.waiting.values(), ...thread.lane]) fail(error);
      thread.waiting.clear();
      thread.lane = [];
    };
    worker.on('error', lost);
    worker.on('exit', () => lost(new Error('a ranking thread has ended')));
    return thread;
  }

  /**
   * Gives a thread what comes next in its lane, or the last of the longest lane: a slow one holds up no other. A pass for near
   * misses stays with its thread.
   */
  private feed(thread: Thread): void {
    while (thread.waiting.size < AHEAD) {
      const longest = this.threads.reduce(
        (most, { lane }) => (lane.length > most.length ? lane : most),
        thread.lane,
      );
      const isShared = longest.at(-1)?.question.kind === 'rank';
      const portion = thread.lane.shift() ?? (isShared ? longest.pop() : undefined);
      if (!portion) break;
      bringUp(thread, this.latest!.index, this.latest!.version);
      const id = ++this.asked;
      thread.waiting.set(id, portion);
      send(thread, { ...portion.question, id });
    }
    if (thread.waiting.size > 0) thread.worker.ref();
    else thread.worker.unref();
  }
}

/** Few of them at a time, in their order. */
const inPortions = <T>(tasks: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(tasks.length / PORTION) }, (_, at) =>
    tasks.slice(at * PORTION, (at + 1) * PORTION),
  );

/** Portions for each thread: those of a stretch share needs, and a thread keeps what it works out of a need. */
function inStretches<T>(tasks: readonly T[], threads: number): T[][][] {
  const portions = inPortions(tasks);
  return Array.from({ length: threads }, (_, at) =>
    portions.slice(
      Math.ceil((at * portions.length) / threads),
      Math.ceil(((at + 1) * portions.length) / threads),
    ),
  );
}

function bringUp(thread: Thread, index: MatchIndex, version: number): void {
  if (thread.index === index && thread.version === version) return;
  send(thread, { kind: thread.index === index ? 'follow' : 'open', image: index.image() });
  thread.index = index;
  thread.version = version;
}

const send = (thread: Thread, message: RankingMessage): void => thread.worker.postMessage(message);
