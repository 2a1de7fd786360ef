/** One of two threads that rank: opens the index in shared memory and answers portion after portion. */
import { type IndexImage, MatchIndex, type RequirementRecord, useKernels } from '#lib/matching';
import { parentPort, workerData } from 'node:worker_threads';
import { benchIndexOptions } from './engine.economy.js';
import { digestOf } from './rematch.digest.js';

const { image, requirements, limit, kernels } = workerData as {
  image: IndexImage;
  requirements: RequirementRecord[];
  limit: number;
  kernels: boolean;
};
useKernels(kernels);
const index = MatchIndex.open(image, benchIndexOptions());

parentPort!.on('message', ({ from, to }: { from: number; to: number }) => {
  parentPort!.postMessage({ from, digest: digestOf(index, requirements.slice(from, to), limit) });
});
parentPort!.postMessage('ready');
