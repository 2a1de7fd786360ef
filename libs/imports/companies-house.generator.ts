import { COMPANIES_HOUSE_HEADER } from './companies-house.columns.js';

export interface CompaniesHouseFileOptions {
  readonly rows: number;
  /** The same seed gives the same bytes. */
  readonly seed?: number;
}

/** Outward codes the made-up companies sit in: some 17 % of the register lies in the two regions. */
const MIDLANDS =
  'B1 B9 B24 B66 B70 CV1 CV6 CV21 DE1 DE24 DE74 DY1 DY8 HR4 LE1 LE4 LE67 LN6 NG1 NG7 NG17 NN1 S80 ST4 TF3 WR5 WS1 WV1 WV9';
const ELSEWHERE =
  'EC1V WC2H SW1A N1 SE1 E14 W1W M1 M17 L3 LS1 BD1 S1 HU1 NE1 CF10 SA1 EH1 G2 AB10 BT1 BS1 EX1 PL4 SO14 GU1 RG1 OX4 CB2 IP1';
const FIRST =
  'ALDER BRAMCOTE CALDER DOVEDALE ERDINGTON FOSSE GRANBY HARTSHILL IRONVILLE KEGWORTH LINDUM MERCIA NEWSTEAD OAKHAM PEAK QUORN RUTLAND SOAR TRENT WREKIN';
const SECOND =
  'PRECISION CASTINGS LOGISTICS HOLDINGS FOODS SYSTEMS TOOLING CONSULTING PROPERTY FABRICATIONS MEDIA CARE ELECTRICAL COATINGS RETAIL';
const STREETS = 'MILL LANE|STATION ROAD|CHURCH STREET|CANAL SIDE|PARK AVENUE|HIGH STREET|FOUNDRY YARD';
const TOWNS = 'BIRMINGHAM|DERBY|NOTTINGHAM|LEICESTER|COVENTRY|WOLVERHAMPTON|LONDON|MANCHESTER|LEEDS|BRISTOL';
const SIC =
  '25620 - Machining|24510 - Casting of iron|62020 - Information technology consultancy activities|68209 - Other letting and operating of own or leased real estate|82990 - Other business support service activities n.e.c.|41100 - Development of building projects|56101 - Licensed restaurants|None Supplied';
const CATEGORIES =
  'Private Limited Company|Private Limited Company|Private Limited Company|Limited Partnership|Public Limited Company';

/**
 * Makes a file in the format of Companies House's Basic Company Data, in pieces of some 64 KB: 55 quoted
 * columns, CRLF, doubled quotes and commas in names, dissolved and struck-off companies, offices without a
 * postcode, previous names. Every company is fictional; the codes are real so that regions can be told.
 */
export function* companiesHouseFile(options: CompaniesHouseFileOptions): Generator<Buffer> {
  const random = randomNumbers(options.seed ?? 1);
  const lists = {
    midlands: MIDLANDS.split(' '),
    elsewhere: ELSEWHERE.split(' '),
    first: FIRST.split(' '),
    second: SECOND.split(' '),
    streets: STREETS.split('|'),
    towns: TOWNS.split('|'),
    sic: SIC.split('|'),
    categories: CATEGORIES.split('|'),
  };
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!;
  const digits = (count: number): string => String(Math.floor(random() * 10 ** count)).padStart(count, '0');
  const date = (from: number, to: number): string => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const year = from + Math.floor(random() * (to - from + 1));
    return `${two(1 + Math.floor(random() * 28))}/${two(1 + Math.floor(random() * 12))}/${year}`;
  };
  const letter = (): string => 'ABDEFGHJLNPQRSTUWXYZ'[Math.floor(random() * 20)]!;

  /** The values of company `number`, in the order of the header. */
  const company = (number: number): string[] => {
    const outcode = pick(random() < 0.18 ? lists.midlands : lists.elsewhere);
    const state = random();
    const previous =
      random() < 0.12 ? [date(1998, 2024), `${pick(lists.first)} ${digits(3)} LIMITED`] : ['', ''];
    const quirk = random();
    const quirkyName = quirk < 0.01 ? `"THE" ${pick(lists.second)}, ` : quirk < 0.012 ? 'CAFÉ ' : '';
    const name = `${quirkyName}${pick(lists.first)} ${pick(lists.second)} ${digits(2)} LIMITED`;
    const id = String(number).padStart(8, '0');
    return [
      name,
      id,
      random() < 0.03 ? `${pick(lists.first)} ACCOUNTANTS` : '',
      '',
      `${1 + Math.floor(random() * 250)} ${pick(lists.streets)}`,
      random() < 0.4 ? `UNIT ${digits(1)}, ${pick(lists.first)} BUSINESS PARK` : '',
      pick(lists.towns),
      '',
      random() < 0.7 ? 'ENGLAND' : '',
      random() < 0.02 ? '' : `${outcode} ${digits(1)}${letter()}${letter()}`,
      pick(lists.categories),
      state < 0.92 ? 'Active' : state < 0.97 ? 'Active - Proposal to Strike off' : 'Liquidation',
      'United Kingdom',
      '',
      date(1960, 2025),
      digits(2),
      '12',
      date(2026, 2027),
      date(2024, 2025),
      random() < 0.5 ? 'MICRO ENTITY' : 'TOTAL EXEMPTION FULL',
      date(2016, 2017),
      '',
      '0',
      '0',
      '0',
      '0',
      pick(lists.sic),
      random() < 0.2 ? pick(lists.sic.slice(0, -1)) : '',
      '',
      '',
      '0',
      '0',
      `http://business.data.gov.uk/id/company/${id}`,
      ...previous,
      ...Array<string>(18).fill(''),
      date(2026, 2027),
      date(2024, 2025),
    ];
  };

  let piece = `${COMPANIES_HOUSE_HEADER.join(',')}\r\n`;
  for (let number = 1; number <= options.rows; number += 1) {
    const values = company(number).map((value) =>
      value.includes('"') ? value.replaceAll('"', '""') : value,
    );
    piece += `"${values.join('","')}"\r\n`;
    if (piece.length >= 64 * 1024) {
      yield Buffer.from(piece);
      piece = '';
    }
  }
  if (piece) yield Buffer.from(piece);
}

/** A small fast generator of numbers in [0, 1): mulberry32, the same on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
