/**
 * An index as something to hand over: to another thread, which then reads the same memory, or to a file, which is read
 * back whole.
 */
import type { CapabilityGraph } from '../reading/capability.graph.js';
import type { CorpusStatistics } from '../reading/corpus.statistics.js';
import { sharedInts } from '../model/growable.arrays.js';
import type { TablesImage } from './index.tables.js';
import { ENGINE_VERSION } from '../model/scoring.constants.js';
import type { ColumnsImage } from './supplier.columns.js';
import type { TextTable } from './text.column.js';

export interface IndexImage {
  /** What the columns were made by; an index opens only images of its own. */
  madeBy: string;
  /** Images of one generation continue each other. */
  generation: number;
  tables: TablesImage;
  columns: ColumnsImage;
  statistics: StatisticsImage;
}

export interface StatisticsImage {
  documents: number;
  averageLengths: number[];
  codeCounts: [string, number][];
  /** By number of the term. */
  termCounts: Int32Array;
}

/** Raised for an image that another engine, another tree or another format made. */
export class ImageError extends Error {}

/** Raised when the layout of the columns changes. */
const FORMAT = 4;

/** Who makes an index over this tree. */
export function makerOf(graph: CapabilityGraph): string {
  let hash = 0;
  for (let id = 0; id < graph.size; id += 1) {
    const { code, parent, kind } = graph.node(id);
    for (const char of `${code}<${parent}:${kind}`) hash = (Math.imul(hash, 31) + char.codePointAt(0)!) | 0;
  }
  return `${ENGINE_VERSION}/${FORMAT}/${graph.size}/${hash}`;
}

export function statisticsToImage(statistics: CorpusStatistics, terms: TextTable): StatisticsImage {
  for (const term of statistics.termCounts.keys()) terms.add(term);
  const termCounts = sharedInts(terms.size);
  for (const [term, count] of statistics.termCounts) termCounts[terms.find(term)!] = count;
  const { documents, averageLengths, codeCounts } = statistics;
  return { documents, averageLengths, codeCounts: [...codeCounts], termCounts };
}

export function statisticsFromImage(image: StatisticsImage, terms: TextTable): CorpusStatistics {
  const termCounts = new Map<string, number>();
  image.termCounts.forEach((count, id) => count > 0 && termCounts.set(terms.at(id), count));
  const { documents, averageLengths } = image;
  return { documents, averageLengths, codeCounts: new Map(image.codeCounts), termCounts };
}

const KINDS = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float64Array } as const;
type Numbers = InstanceType<(typeof KINDS)[keyof typeof KINDS]>;
/** In place of an array in the header of a file. */
interface Placed {
  kind: keyof typeof KINDS;
  at: number;
  length: number;
}

const ALIGN = 8;
const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;
const isPlaced = (value: object): value is Placed => 'kind' in value && 'at' in value;

/** The bytes of an image, in pieces to be written one after another. */
export function imageToBytes(image: IndexImage): Uint8Array[] {
  const arrays: Numbers[] = [];
  let at = 0;
  const header = JSON.stringify(image, (_name, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const numbers = value as Numbers;
    const placed = { kind: numbers.constructor.name, at, length: numbers.length };
    arrays.push(numbers);
    at += aligned(numbers.byteLength);
    return placed;
  });
  const text = Buffer.from(header);
  const front = new Uint8Array(aligned(ALIGN + text.length)).fill(32);
  new Float64Array(front.buffer, 0, 1)[0] = front.length;
  front.set(text, ALIGN);
  return [
    front,
    ...arrays.flatMap((numbers) => [
      new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
      new Uint8Array(aligned(numbers.byteLength) - numbers.byteLength),
    ]),
  ];
}

/**
 * An image over the bytes of a file. Give bytes of a SharedArrayBuffer, at its beginning, and other threads can open
 * the index as well.
 * @throws ImageError when they are not those of an image
 */
export function imageFromBytes({ buffer, byteOffset, byteLength }: Uint8Array): IndexImage {
  if (byteOffset % ALIGN !== 0 || byteLength < ALIGN) throw new ImageError('not the bytes of an index');
  const [front] = new Float64Array(buffer, byteOffset, 1);
  if (!(front! > ALIGN && front! <= byteLength)) throw new ImageError('not the bytes of an index');
  try {
    const header = Buffer.from(buffer, byteOffset + ALIGN, front! - ALIGN).toString('utf8');
    return JSON.parse(header, (_name, value: unknown) => {
      if (typeof value !== 'object' || value === null || !isPlaced(value)) return value;
      return new KINDS[value.kind](buffer as ArrayBuffer, byteOffset + front! + value.at, value.length);
    }) as IndexImage;
  } catch (error) {
    throw new ImageError('the bytes of an index are damaged or cut short', { cause: error });
  }
}
