import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { PostcodeRow } from './geography.types.js';
import { readPostcodes } from './postcode.reader.js';

const HEADER = 'postcode,lat,lon,lad_code,lad_name,region,combined_authority,pq';

async function read(text: string, sizes = 7): Promise<PostcodeRow[]> {
  const bytes = gzipSync(text);
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += sizes) parts.push(bytes.subarray(at, at + sizes));
  const rows: PostcodeRow[] = [];
  for await (const batch of readPostcodes(Readable.from(parts))) rows.push(...batch);
  return rows;
}

describe('readPostcodes', () => {
  it('reads rows, whatever the line ends and wherever the chunks break', async () => {
    const rows = await read(
      `${HEADER}\r\nDE24 8SE,52.8981,-1.4488,E06000015,Derby,East Midlands,EMCA,10\r\n` +
        'HR1 1AA,52.06,-2.71,E06000019,"Herefordshire, County of",West Midlands,,50',
    );
    expect(rows).toEqual([
      {
        postcode: 'DE24 8SE',
        lat: 52.8981,
        lon: -1.4488,
        districtCode: 'E06000015',
        districtName: 'Derby',
        region: 'EAST_MIDLANDS',
        combinedAuthority: 'EMCCA',
        quality: 10,
      },
      {
        postcode: 'HR1 1AA',
        lat: 52.06,
        lon: -2.71,
        districtCode: 'E06000019',
        districtName: 'Herefordshire, County of',
        region: 'WEST_MIDLANDS',
        combinedAuthority: null,
        quality: 50,
      },
    ]);
  });

  it('does not take the Lincolnshire authority for EMCCA', async () => {
    const [row] = await read(`${HEADER}\nLN1 1AA,53.2,-0.5,E07000138,Lincoln,East Midlands,GLCA,10\n`);
    expect(row).toMatchObject({ region: 'EAST_MIDLANDS', combinedAuthority: null });
  });

  it('refuses another header before yielding anything', async () => {
    await expect(read('pcd,lat,long\nDE1 1AA,52,-1\n')).rejects.toThrow('line 1: the header must be');
  });

  it.each([
    [
      'DE1,52.9,-1.4,E06000015,Derby,East Midlands,EMCA,10',
      'line 3, column postcode: "DE1" is not a postcode',
    ],
    ['DE1 1AA,,-1.4,E06000015,Derby,East Midlands,EMCA,10', 'line 3, column lat: "" is not a coordinate'],
    ['DE1 1AA,52.9,-1.4', 'is on a line of 3 columns, not 8'],
  ])('names line, column and value of the bad row %j', async (bad, message) => {
    const good = 'DE1 1AB,52.9,-1.4,E06000015,Derby,East Midlands,EMCA,10';
    await expect(read(`${HEADER}\n${good}\n${bad}\n`)).rejects.toThrow(message);
  });

  it('fails on a file that is cut off', async () => {
    const bytes = gzipSync(
      `${HEADER}\n${'DE1 1AB,52.9,-1.4,E06000015,Derby,East Midlands,EMCA,10\n'.repeat(50)}`,
    );
    const rows = readPostcodes(Readable.from([bytes.subarray(0, bytes.length - 12)]));
    await expect(
      (async () => {
        for await (const batch of rows) expect(batch.length).toBeGreaterThan(0);
      })(),
    ).rejects.toThrow();
  });
});
