import { crc32, deflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0, names in UTF-8, deflated; of 1 January 1980, so that the same parts make the same file. */
const FACTS = [20, 0x0800, 8, 0, 0x21] as const;

/** A zip file of small parts, by name. */
export function zipOf(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(parts)) {
    const name = Buffer.from(path, 'utf8');
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const sizes = [crc32(bytes), packed.length, bytes.length];
    const local = Buffer.concat([
      longs(LOCAL),
      shorts(...FACTS),
      longs(...sizes),
      shorts(name.length, 0),
      name,
      packed,
    ]);
    files.push(local);
    directory.push(
      longs(CENTRAL),
      shorts(20, ...FACTS),
      longs(...sizes),
      shorts(name.length, 0, 0, 0, 0),
      longs(0, offset),
      name,
    );
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = files.length;
  const end = [longs(END), shorts(0, 0, count, count), longs(size, offset), shorts(0)];
  return Buffer.concat([...files, ...directory, ...end]);
}

const shorts = (...numbers: number[]): Buffer => Buffer.from(Uint16Array.from(numbers).buffer);
const longs = (...numbers: number[]): Buffer => Buffer.from(Uint32Array.from(numbers).buffer);
