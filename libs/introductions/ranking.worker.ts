/** A thread that ranks over the memory of the index that the process holds. It reads and never alters it. */
import { MatchIndex } from '#lib/matching';
import { constants, setPriority } from 'node:os';
import { platform } from 'node:process';
import { parentPort } from 'node:worker_threads';
import { engineOptions } from './engine.options.js';
import { encodeList } from './match-list.encoder.js';
import type { RankingAnswer, RankingMessage, RankingTask } from './ranking.messages.js';
import { rankFor } from './requirement.ranker.js';

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
    case 'rank': {
      const answer = answerTo(message.id, message.tasks);
      parentPort!.postMessage(answer, 'lists' in answer ? [answer.lists.buffer as ArrayBuffer] : []);
    }
  }
});

function answerTo(id: number, tasks: readonly RankingTask[]): RankingAnswer {
  try {
    let text = '';
    for (const { record, own } of tasks) text += encodeList(record.id, rankFor(index!, record, own));
    // Bytes of their own, which the other side is given and need not copy.
    return { id, lists: new TextEncoder().encode(text) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
