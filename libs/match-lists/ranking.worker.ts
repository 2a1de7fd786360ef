/** A thread that ranks over the memory of the index that the process holds. It reads and never alters it. */
import { MatchIndex, nearMissesOf } from '#lib/matching';
import { constants, setPriority } from 'node:os';
import { platform } from 'node:process';
import { parentPort } from 'node:worker_threads';
import { engineOptions } from './engine.options.js';
import { encodeList } from './match-list.encoder.js';
import { nearMissPage } from './near-miss.page.js';
import type {
  NearMissPage,
  NearMissTask,
  RankingAnswer,
  RankingMessage,
  RankingQuestion,
  RankingTask,
} from './ranking.messages.js';
import { listFor } from './requirement.ranker.js';

// Searches, and the store, come first wherever there are not cores for all. On Linux this is of the thread alone.
if (platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

let index: MatchIndex | undefined;

parentPort!.on('message', (message: RankingMessage) => {
  switch (message.kind) {
    case 'open':
      index = MatchIndex.open(message.image, engineOptions());
      break;
    case 'follow':
      index!.follow(message.image);
      break;
    default: {
      const answer = answerTo(message.id, message);
      // Bytes of their own, which the other side is given and need not copy.
      parentPort!.postMessage(answer, 'lists' in answer ? [answer.lists.buffer as ArrayBuffer] : []);
    }
  }
});

function answerTo(id: number, question: RankingQuestion): RankingAnswer {
  try {
    if (question.kind === 'nearly') return { id, pages: nearlyOf(question.tasks, question.among) };
    return { id, lists: listsOf(question.tasks) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function listsOf(tasks: readonly RankingTask[]): Uint8Array {
  let text = '';
  for (const { record, own } of tasks) text += encodeList(record.id, listFor(index!, record, own));
  return new TextEncoder().encode(text);
}

const nearlyOf = (tasks: readonly NearMissTask[], among: Uint32Array): NearMissPage[] =>
  tasks.map(({ record, least }) =>
    nearMissPage(record, nearMissesOf(index!, record, { among, least, stepsOnly: true })),
  );
