/**
 * Kernels: passes over columns in WebAssembly, where plain code cannot say what the processor does (128 bits at once, bits
 * counted by one instruction). They are written in `*.wat` and committed as bytes (`npm run generate`). Each has plain code
 * beside it that gives the same answers, for machines without SIMD.
 */
const PAGE = 65_536;
/** What every kernel says of its memory: pages at most. They are only addresses until they are used. */
const MOST_PAGES = 65_536;

/** What a kernel exports: functions of numbers, places in memory in bytes. */
type Functions<K> = Record<keyof K, (...numbers: number[]) => number | void>;

let isOn = true;
const compiled = new Map<string, WebAssembly.Module | null>();

/** Switches kernels of this thread off, or on again, for what is opened from now on: the plain code answers the same. */
export function useKernels(on: boolean): void {
  isOn = on;
}

/** Memory that kernels work on, with room for `bytes`; shared, so that columns in it can be handed to other threads. */
export const kernelMemory = (bytes: number): WebAssembly.Memory =>
  new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE), maximum: MOST_PAGES, shared: true });

/**
 * Makes room for `bytes` in all; views made before stay good, later ones are made of the new buffer.
 * @throws RangeError beyond 4 GiB, or where the machine has no more
 */
export function reserveBytes(memory: WebAssembly.Memory, bytes: number): void {
  const lacking = bytes - memory.buffer.byteLength;
  if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
}

/**
 * The functions of a kernel over a memory, or undefined where the machine cannot run them or they are switched off.
 * `code` is the kernel in base64, as its generated file has it; it is compiled once a thread.
 */
export function openKernel<K extends Functions<K>>(code: string, memory: WebAssembly.Memory): K | undefined {
  if (!isOn) return undefined;
  let module = compiled.get(code);
  if (module === undefined) compiled.set(code, (module = compile(code)));
  return module ? (new WebAssembly.Instance(module, { env: { memory } }).exports as K) : undefined;
}

/** Null where the machine lacks an instruction that is used. */
function compile(code: string): WebAssembly.Module | null {
  const bytes = Buffer.from(code, 'base64');
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}
