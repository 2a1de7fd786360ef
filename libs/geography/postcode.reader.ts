import type { CombinedAuthority, Region } from '#lib/taxonomy';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { PostcodeRow } from './geography.types.js';

const HEADER = 'postcode,lat,lon,lad_code,lad_name,region,combined_authority,pq';
const COLUMNS = HEADER.split(',');
/** Inflated bytes a batch is made from: about 4,000 rows. */
const CHUNK_BYTES = 256 * 1024;
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/;

/** Raised when the file is not the one expected; the message names the line, the column and the value. */
export class PostcodeFileError extends Error {
  override name = 'PostcodeFileError';
}

function fail(line: number, column: number, value: string | undefined, why: string): never {
  throw new PostcodeFileError(`line ${line}, column ${COLUMNS[column] ?? column}: "${value ?? ''}" ${why}`);
}

function regionOf(name: string): Region {
  if (name === 'East Midlands') return 'EAST_MIDLANDS';
  return name === 'West Midlands' ? 'WEST_MIDLANDS' : 'OTHER';
}

/** The open files write EMCCA as EMCA; authorities of other regions are none of ours. */
function authorityOf(code: string): CombinedAuthority {
  if (code === 'EMCA' || code === 'EMCCA') return 'EMCCA';
  return code === 'WMCA' ? 'WMCA' : null;
}

/** Splits one CSV line whose cells may be quoted. */
function splitQuoted(text: string): string[] {
  return [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '',
  );
}

function degrees(text: string | undefined, line: number, column: number, most: number): number {
  const value = text === undefined || text === '' ? NaN : Number(text);
  if (!(Math.abs(value) <= most)) fail(line, column, text, 'is not a coordinate in degrees');
  return value;
}

function rowOf(text: string, line: number): PostcodeRow {
  const cells = text.includes('"') ? splitQuoted(text) : text.split(',');
  if (cells.length !== COLUMNS.length) {
    fail(line, 0, cells[0], `is on a line of ${cells.length} columns, not ${COLUMNS.length}`);
  }
  const [postcode, lat, lon, districtCode, districtName, region, authority, quality] = cells;
  if (!POSTCODE.test(postcode!)) fail(line, 0, postcode, 'is not a postcode');
  return {
    postcode: postcode!,
    lat: degrees(lat, line, 1, 90),
    lon: degrees(lon, line, 2, 180),
    districtCode: districtCode!,
    districtName: districtName!,
    region: regionOf(region!),
    combinedAuthority: authorityOf(authority!),
    quality: Number(quality),
  };
}

function checkHeader(text: string | undefined): void {
  const header = text?.replace(/^\uFEFF/, '').trim();
  if (header !== HEADER) {
    throw new PostcodeFileError(
      `line 1: the header must be "${HEADER}", not "${(header ?? '').slice(0, 120)}"`,
    );
  }
}

/**
 * Streams the bulk postcode file (gzip, UTF-8 CSV with the columns of HEADER) as batches of rows, in file order and in
 * constant memory. Throws PostcodeFileError for a wrong header or a bad row, and zlib's own error for a broken file.
 */
export async function* readPostcodes(gzipped: Readable): AsyncGenerator<PostcodeRow[], void, undefined> {
  const inflated = pipeline(gzipped, createGunzip({ chunkSize: CHUNK_BYTES }), () => {
    // A failure ends the iteration below with the same error.
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 0;
  let rest = '';
  const take = (text: string): PostcodeRow[] => {
    const rows: PostcodeRow[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      const record = text.slice(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
      from = end + 1;
      line += 1;
      if (line === 1) checkHeader(record);
      else if (record !== '') rows.push(rowOf(record, line));
    }
    rest = text.slice(from);
    return rows;
  };
  for await (const chunk of inflated as AsyncIterable<Buffer>) {
    const rows = take(rest + decoder.decode(chunk, { stream: true }));
    if (rows.length > 0) yield rows;
  }
  const rows = take(`${rest}${decoder.decode()}\n`);
  if (rows.length > 0) yield rows;
}
