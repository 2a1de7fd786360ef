import { ENGINE_VERSION, ImageError, imageFromBytes, type IndexImage, imageToBytes } from '#lib/matching';
import { type ChangePosition, type Context, makeFolder, newId } from '#lib/platform';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { engineCode } from './engine.code.js';

/** What an index in a file stands for. It is good for the same code, the same store and the same count of suppliers. */
export interface SnapshotHead {
  /** Hash of the code and the facts that records and columns are made by. */
  code: string;
  /** Where its statistics were counted, and when: no two stores share the moment. */
  epoch: ChangePosition;
  countedAt: string;
  /** Everything up to here is in it. */
  position: ChangePosition;
  /** The last change about suppliers at or before the position: while the log still holds it, it holds all later ones. */
  mark: ChangePosition & { at: string };
}

/** Where processes of a machine keep a copy of the index, and look for one. */
export const imageFolderOf = ({ dataDir }: { dataDir: string }): string => join(dataDir, 'cache');

const FILE = 'match-index.image';
const HEAD_BYTES = 4_096;
const READ_BYTES = 2 ** 26;

/**
 * What an index of this store is known by just now; undefined while there is nothing to know it by: no statistics are
 * kept yet, or no supplier has ever changed.
 */
export async function describeStore(
  ctx: Context,
  epoch: ChangePosition,
  position: ChangePosition,
): Promise<SnapshotHead | undefined> {
  const [counted] = await ctx.query<{ at: string }>(
    `SELECT counted_at::text AS at FROM engine_statistics
      WHERE (xid, seq) = ($1::bigint, $2::bigint) AND engine_version = $3`,
    [epoch.xid, epoch.seq, ENGINE_VERSION],
  );
  const [mark] = await ctx.query<SnapshotHead['mark']>(
    `SELECT xid::text, seq::text, at::text FROM change_log
      WHERE topic IN ('supplier', 'everything') AND (xid, seq) <= ($1::bigint, $2::bigint)
      ORDER BY change_log.xid DESC, change_log.seq DESC LIMIT 1`,
    [position.xid, position.seq],
  );
  if (!counted || !mark) return undefined;
  return { code: await engineCode(), epoch, countedAt: counted.at, position, mark };
}

/** Writes an image in place of the one before. Nobody may alter the index meanwhile. */
export async function saveSnapshot(folder: string, head: SnapshotHead, image: IndexImage): Promise<void> {
  await makeFolder(folder);
  // Processes of several containers may share the folder, and all be number 1 of their own.
  const path = join(folder, `${FILE}.${newId()}`);
  const front = Buffer.alloc(HEAD_BYTES, ' ');
  front.write(JSON.stringify(head));
  const file = await open(path, 'w');
  try {
    await file.write(front);
    for (const part of imageToBytes(image)) await writeWhole(file, part);
  } finally {
    await file.close();
  }
  await rename(path, join(folder, FILE)).catch(async (error: unknown) => {
    await rm(path, { force: true });
    throw error;
  });
}

async function writeWhole(file: Awaited<ReturnType<typeof open>>, part: Uint8Array): Promise<void> {
  for (let at = 0; at < part.length;) at += (await file.write(part, at, part.length - at)).bytesWritten;
}

/**
 * The image in the folder, when there is one that holds.
 * @throws ImageError when the file is damaged
 */
export async function openSnapshot(
  folder: string,
  holds: (head: SnapshotHead) => Promise<boolean>,
): Promise<{ head: SnapshotHead; image: IndexImage } | undefined> {
  const file = await open(join(folder, FILE)).catch(() => undefined);
  if (!file) return undefined;
  try {
    const front = Buffer.alloc(HEAD_BYTES);
    await file.read(front, 0, HEAD_BYTES, 0);
    const head = headFrom(front);
    if (!(await holds(head))) return undefined;
    const size = Math.max((await file.stat()).size - HEAD_BYTES, 0);
    // Memory that threads can share.
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(size - at, READ_BYTES), HEAD_BYTES + at);
      if (bytesRead === 0) throw new ImageError('the file of the index is cut short');
      at += bytesRead;
    }
    return { head, image: imageFromBytes(bytes) };
  } finally {
    await file.close();
  }
}

function headFrom(front: Buffer): SnapshotHead {
  try {
    return JSON.parse(front.toString()) as SnapshotHead;
  } catch (error) {
    throw new ImageError('the file of the index has no head', { cause: error });
  }
}

/** Whether an index made for this head can go on from its position in this store. */
export async function stillHolds(ctx: Context, head: SnapshotHead, epoch: ChangePosition): Promise<boolean> {
  if (head.code !== (await engineCode())) return false;
  if (head.epoch.xid !== epoch.xid || head.epoch.seq !== epoch.seq) return false;
  const now = await describeStore(ctx, epoch, head.position);
  return now?.countedAt === head.countedAt && sameMark(now.mark, head.mark);
}

const sameMark = (a: SnapshotHead['mark'], b: SnapshotHead['mark']): boolean =>
  a.xid === b.xid && a.seq === b.seq && a.at === b.at;
