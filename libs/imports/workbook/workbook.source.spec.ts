import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { ImportFileError } from '../import.report.js';
import { bufferSource } from '../import.source.js';
import { madeWorkbook, type MadeWorkbook, rowXml } from '../testing/workbook.fixture.js';
import { WorkbookPackage } from './workbook.package.js';
import { SUPPLIER_TEMPLATE } from '../supplier-csv.columns.js';
import { sheetTable } from './workbook.source.js';
import { zipOf } from './zip.writer.js';

const fixture = (name: string): Promise<Buffer> => readFile(`libs/imports/workbook/fixtures/${name}`);

async function read(
  bytes: Buffer,
): Promise<{ csv: string; sheet: string | undefined; others?: readonly string[] }> {
  const { source, workbook } = await sheetTable(bufferSource(bytes, 'list.xlsx'), SUPPLIER_TEMPLATE);
  let csv = '';
  for await (const chunk of source.open()) csv += chunk.toString('utf8');
  return { csv, sheet: workbook?.sheet, others: workbook?.others };
}
const made = (workbook: MadeWorkbook) => read(madeWorkbook(workbook));
const refusal = async (bytes: Buffer): Promise<[code: string, message: string]> => {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof ImportFileError) return [error.code, error.message];
    throw error;
  }
  throw new Error('It was read.');
};

const drained = async (pieces: AsyncIterable<Buffer>): Promise<number> => {
  let bytes = 0;
  for await (const piece of pieces) bytes += piece.length;
  return bytes;
};

const HEAD = ['name', 'postcode'];
const FIRM = ['Trent Gears', 'DE24 8BJ'];
const list = (...rows: string[]): MadeWorkbook => ({ sheets: [{ rows: rowXml(HEAD) + rows.join('') }] });

describe('a workbook made by a spreadsheet program', () => {
  it('is read row by row as its sheet counts them, with what its cells hold', async () => {
    const { csv, sheet, others } = await read(await fixture('members.xlsx'));
    expect(sheet).toBe('Members & friends');
    expect(others).toEqual([]);
    expect(csv.split('\n')).toEqual([
      '"Our members, autumn 2026"',
      '',
      'Company name,Post code *,Company number,Capabilities,Certifications,Employees,Turnover,Accepting work,Visited,,Notes',
      // The line break of a cell is one of the text.
      'Trent Machining Ltd,DE24 8BJ,01234567,"CNC turning',
      'five-axis milling",AS9100D until 2027-05-01,24,1100000,1,2027-05-01',
      '',
      'Soar Castings & Sons,LE4 5SP,,"sand casting; ""lost foam"" casting",ISO 9001 until 46812,60,2500000.5,0,2028-02-29,,call again',
      'Nowhere Ltd,ZZ99 9ZZ,,turning,,3',
      'Failed Ltd,DE24 8BJ,,#N/A,,0.3',
      'Wrekin Pressings,TF3 4AB,07654321,presswork,,12',
      'Wrekin Toolroom,TF3 4AB,,toolmaking,,5',
      '',
    ]);
  });

  it('counts its days from 1904 where it says so', async () => {
    const { source, workbook } = await sheetTable(
      bufferSource(await fixture('mac-1904.xlsx')),
      SUPPLIER_TEMPLATE,
    );
    expect(workbook?.from1904).toBe(true);
    let csv = '';
    for await (const chunk of source.open()) csv += chunk.toString();
    // What a formula made of a date keeps the number the sheet keeps it by.
    expect(csv).toContain('Mac Ltd,DE24 8BJ,ISO 9001 until 45046,2027-05-01\n');
  });

  it.each([
    ['hidden.xlsx', 'WRONG_HEADER', 'in the sheet “Data”, which is hidden'],
    ['password.xlsx', 'BINARY', 'protected by a password'],
    ['members.xls', 'BINARY', 'Excel before 2007 (.xls)'],
    ['members.ods', 'BINARY', 'OpenDocument file (.ods)'],
  ])('is refused with what to do about it: %s', async (name, code, says) => {
    const [given, message] = await refusal(await fixture(name));
    expect([given, message]).toEqual([code, expect.stringContaining(says)]);
    expect(message).toMatch(/save|unhide/i);
  });
});

describe('the cells of a workbook', () => {
  it('are texts, whole or in runs, without what says how to pronounce them', async () => {
    const { csv } = await made({
      ...list('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'),
      texts: `<si><r><t>Trent </t></r><r><t xml:space="preserve">&amp; Sons_x000D_
</t></r><rPh><t>trent</t></rPh></si><si><t>DE24 8BJ</t></si>`,
    });
    expect(csv).toBe('name,postcode\n"Trent & Sons\n",DE24 8BJ\n');
  });

  it('are numbers as they are shown: dates, digits in front, no noise behind', async () => {
    const cells = [
      '46508',
      '46508.75',
      '59',
      '60',
      '0.5',
      '42',
      '1234567',
      '5.2E6',
      '0.30000000000000004',
      '-7',
    ];
    const styles = [1, 2, 1, 1, 3, 4, 5, 0, 0, 1];
    const { csv } = await made({
      sheets: [
        {
          rows:
            rowXml([...HEAD, 'a']) +
            `<row>${cells.map((value, at) => `<c s="${styles[at]}"><v>${value}</v></c>`).join('')}</row>`,
        },
      ],
      formats:
        '<numFmt numFmtId="164" formatCode="[$-809]dd\\ mmm&quot; in &quot;yyyy hh:mm"/><numFmt numFmtId="165" formatCode="00000000"/><numFmt numFmtId="166" formatCode="[Red]0&quot; days&quot;"/>',
      styles: [0, 14, 164, 20, 166, 165].map((id) => `<xf numFmtId="${id}"/>`).join(''),
    });
    expect(csv.split('\n')[1]).toBe(
      '2027-05-01,2027-05-01 18:00,1900-02-28,1900-02-29,12:00,42,01234567,5200000,0.3,-7',
    );
  });

  it('are yes or no, results of formulas, and formulas that failed or were never calculated', async () => {
    const { csv } = await made(
      list(
        '<row><c t="b"><v>1</v></c><c t="b"><f>FALSE()</f><v>0</v></c><c t="str"><f>A1</f><v>a &lt; b</v></c><c t="str"><f>B9</f><v></v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>A1</f></c><c t="d"><v>2027-05-01T00:00:00</v></c><c s="9"/></row>',
      ),
    );
    expect(csv.split('\n')[1]).toBe('TRUE,FALSE,a < b,,#DIV/0!,#NOT_CALCULATED!,2027-05-01');
  });

  it('stand where they say, and a merged one in every row it spans', async () => {
    const { csv } = await made({
      sheets: [
        {
          rows: `<row r="3"><c r="C3" t="str"><v>name</v></c><c r="A3" t="str"><v>postcode</v></c></row>
            <row r="5"><c r="A5" t="str"><v>DE24 8BJ</v></c><c r="C5" t="str"><v>Trent</v></c><c r="ZZ5" t="str"><v>far off</v></c></row>
            <row r="6"><c r="C6" t="str"><v>Soar</v></c></row>`,
          after: '<mergeCells><mergeCell ref="A5:B9"/><mergeCell ref="C5:D5"/></mergeCells>',
        },
      ],
    });
    expect(csv).toBe('\n\npostcode,,name\n\nDE24 8BJ,,Trent\nDE24 8BJ,,Soar\n');
  });
});

describe('the sheet that is read', () => {
  const sheet = (name: string, rows: readonly (readonly string[])[], state?: string) => ({
    name,
    rows,
    state,
  });

  it('is the one with most headings of the template, and others like it are named', async () => {
    const found = await made({
      sheets: [
        sheet('Prices', [
          ['name', 'price'],
          ['Gear', '3'],
        ]),
        sheet('2025', [HEAD, FIRM]),
        sheet('2026', [['Members'], [...HEAD, 'employees'], [...FIRM, '4']]),
        sheet('Archive', [[...HEAD, 'employees', 'website'], FIRM], 'veryHidden'),
      ],
    });
    expect(found).toEqual({
      csv: 'Members\nname,postcode,employees\nTrent Gears,DE24 8BJ,4\n',
      sheet: '2026',
      others: ['2025'],
    });
  });

  it('is the first of those that are alike', async () => {
    const found = await made({ sheets: [sheet('North', [HEAD, FIRM]), sheet('South', [HEAD, FIRM])] });
    expect([found.sheet, found.others]).toEqual(['North', ['South']]);
  });

  it('is none when nothing in it is a heading, or nothing is in it at all', async () => {
    const [code, message] = await refusal(
      madeWorkbook({ sheets: [sheet('Prices', [['part', 'price']]), sheet('Staff', [['who']])] }),
    );
    expect([code, message]).toEqual([
      'WRONG_HEADER',
      expect.stringContaining('looked at: “Prices”, “Staff”'),
    ]);
    expect((await refusal(madeWorkbook({ sheets: [sheet('One', [])] })))[0]).toBe('EMPTY');
  });
});

describe('a workbook that is none, or means harm', () => {
  const whole = madeWorkbook(list(rowXml(FIRM)));

  it.each([
    ['a zip of something else', zipOf({ 'a.txt': 'a' }), 'BINARY', 'Unpack it'],
    ['a document of Numbers', zipOf({ 'Index/Document.iwa': 'x' }), 'BINARY', 'Export To'],
    [
      'a letter',
      zipOf({ '[Content_Types].xml': '', '_rels/.rels': '', 'word/document.xml': '' }),
      'BINARY',
      'not a workbook',
    ],
    [
      'a binary workbook',
      zipOf({ '[Content_Types].xml': '', '_rels/.rels': '', 'xl/workbook.bin': '' }),
      'BINARY',
      '.xlsb',
    ],
    ['half a workbook', whole.subarray(0, whole.length / 2), 'BINARY', 'damaged or cut short'],
    [
      'an older document',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      'BINARY',
      'older Office',
    ],
    [
      'a workbook without its sheet',
      madeWorkbook({ ...list(), parts: { 'xl/_rels/workbook.xml.rels': '<Relationships/>' } }),
      'EMPTY',
      'empty',
    ],
    [
      'XML cut short',
      madeWorkbook({ ...list(), parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData>' } }),
      'BINARY',
      'damaged',
    ],
    [
      'entities',
      madeWorkbook({
        ...list(),
        parts: { 'xl/sharedStrings.xml': '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]><sst>&a;</sst>' },
      }),
      'BINARY',
      'document type',
    ],
    [
      'rows in disorder',
      madeWorkbook(list('<row r="9"><c t="str"><v>a</v></c></row><row r="4"><c t="str"><v>b</v></c></row>')),
      'BINARY',
      'not in order',
    ],
  ] as const)('is refused: %s', async (_, bytes, code, says) => {
    expect(await refusal(bytes)).toEqual([code, expect.stringContaining(says)]);
  });

  it('is refused before more comes out of it than fits', async () => {
    // 300 MB in 300 KB.
    const bomb = madeWorkbook({
      ...list(),
      parts: {
        'xl/sharedStrings.xml': Buffer.concat([Buffer.from('<sst><si><t>'), Buffer.alloc(300e6, 0x20)]),
      },
    });
    expect(bomb.length).toBeLessThan(400_000);
    const began = process.cpuUsage();
    expect((await refusal(bomb))[0]).toBe('TOO_LARGE');
    expect(process.cpuUsage(began).user).toBeLessThan(500_000);
    // One that states less than it holds ends where it should.
    const stated = Buffer.alloc(4);
    stated.writeUInt32LE(300e6 + 12);
    const modest = Buffer.from(bomb);
    for (let at = 0; (at = modest.indexOf(stated, at)) >= 0;) modest.writeUInt32LE(1_000, at);
    expect(await refusal(modest)).toEqual(['BINARY', expect.stringMatching(/damaged.*bytes/)]);
  });

  it('is refused when its parts come to more together than fits', async () => {
    const pack = await WorkbookPackage.open(whole, 600);
    const parts = ['_rels/.rels', 'xl/workbook.xml', 'xl/styles.xml'];
    await expect(async () => {
      for (const part of parts) await drained(pack.read(part));
    }).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  it('is refused when a long text stands in every cell, or a value at the end of the sheet of sheets', async () => {
    const many = `<row>${'<c t="s"><v>0</v></c>'.repeat(200)}</row>`.repeat(20);
    const texts = `<si><t>${'x'.repeat(30_000)}</t></si>`;
    expect((await refusal(madeWorkbook({ ...list(many), texts })))[0]).toBe('TOO_LARGE');
    const far = '<row r="900000000"><c t="str"><v>a</v></c></row>';
    expect((await refusal(madeWorkbook(list(far))))[0]).toBe('TOO_LARGE');
  });
});
