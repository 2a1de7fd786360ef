import { afterEach, describe, expect, it } from '@jest/globals';
import { kernelMemory, openKernel, reserveBytes, useKernels } from './kernel.loader.js';
import { valueBlocksKernel } from './value.blocks.kernel.js';

/** A module with one function of an instruction that no machine has. */
const UNKNOWN = Buffer.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 5, 1, 3, 0, 0xff, 11,
]);

describe('kernels', () => {
  afterEach(() => useKernels(true));

  it('are opened over a memory, each with its own', () => {
    const open = () => openKernel<{ countBlocks: () => void }>(valueBlocksKernel, kernelMemory(1));
    expect(open()).toEqual({ countBlocks: expect.any(Function) });
    expect(open()!.countBlocks).not.toBe(open()!.countBlocks);
  });

  it('are left to plain code where they are switched off, or the machine cannot run them', () => {
    expect(openKernel(UNKNOWN.toString('base64'), kernelMemory(0))).toBeUndefined();
    useKernels(false);
    expect(openKernel(valueBlocksKernel, kernelMemory(0))).toBeUndefined();
  });

  it('have memory that grows under the views of it', () => {
    const memory = kernelMemory(0);
    reserveBytes(memory, 10);
    const before = new Uint8Array(memory.buffer);
    before[9] = 7;
    reserveBytes(memory, 100_000);
    expect(memory.buffer.byteLength).toBe(131_072);
    before[8] = 6;
    expect([...new Uint8Array(memory.buffer, 8, 2)]).toEqual([6, 7]);
  });
});
