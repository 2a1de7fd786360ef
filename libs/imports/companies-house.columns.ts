import { ImportFileError } from './import.report.js';

/** Headings of the Basic Company Data CSV, in order and with the spaces the published file has. */
export const COMPANIES_HOUSE_HEADER: readonly string[] = [
  'CompanyName',
  ' CompanyNumber',
  'RegAddress.CareOf',
  'RegAddress.POBox',
  'RegAddress.AddressLine1',
  ' RegAddress.AddressLine2',
  'RegAddress.PostTown',
  'RegAddress.County',
  'RegAddress.Country',
  'RegAddress.PostCode',
  'CompanyCategory',
  'CompanyStatus',
  'CountryOfOrigin',
  'DissolutionDate',
  'IncorporationDate',
  'Accounts.AccountRefDay',
  'Accounts.AccountRefMonth',
  'Accounts.NextDueDate',
  'Accounts.LastMadeUpDate',
  'Accounts.AccountCategory',
  'Returns.NextDueDate',
  'Returns.LastMadeUpDate',
  'Mortgages.NumMortCharges',
  'Mortgages.NumMortOutstanding',
  'Mortgages.NumMortPartSatisfied',
  'Mortgages.NumMortSatisfied',
  'SICCode.SicText_1',
  'SICCode.SicText_2',
  'SICCode.SicText_3',
  'SICCode.SicText_4',
  'LimitedPartnerships.NumGenPartners',
  'LimitedPartnerships.NumLimPartners',
  'URI',
  ...Array.from({ length: 10 }, (_, i) => [
    `PreviousName_${i + 1}.CONDATE`,
    ` PreviousName_${i + 1}.CompanyName`,
  ]).flat(),
  'ConfStmtNextDueDate',
  ' ConfStmtLastMadeUpDate',
];

/** The columns the import relies on, by the name used in code. */
const USED = {
  name: 'CompanyName',
  number: 'CompanyNumber',
  careOf: 'RegAddress.CareOf',
  poBox: 'RegAddress.POBox',
  line1: 'RegAddress.AddressLine1',
  line2: 'RegAddress.AddressLine2',
  postTown: 'RegAddress.PostTown',
  county: 'RegAddress.County',
  postcode: 'RegAddress.PostCode',
  category: 'CompanyCategory',
  status: 'CompanyStatus',
  incorporated: 'IncorporationDate',
  sic1: 'SICCode.SicText_1',
  sic2: 'SICCode.SicText_2',
  sic3: 'SICCode.SicText_3',
  sic4: 'SICCode.SicText_4',
} as const;

/** Position of each used column, and how many fields a row must have. */
export type CompaniesHouseColumns = Readonly<Record<keyof typeof USED, number>> & {
  readonly width: number;
  /** Headings of the file that the published layout does not have. */
  readonly unknown: readonly string[];
};

/**
 * Finds the used columns in the header of a file. Spaces around a heading do not count, nor does the order,
 * so that a column added or moved by the publisher does no harm.
 * @throws ImportFileError WRONG_HEADER naming the first missing or repeated column
 */
export function companiesHouseColumns(headings: readonly string[]): CompaniesHouseColumns {
  const names = headings.map((heading) => heading.replace(/^\uFEFF/, '').trim());
  const expected = COMPANIES_HOUSE_HEADER.map((heading) => heading.trim());
  const positions = Object.entries(USED).map(([key, column]) => {
    const position = names.indexOf(column);
    if (position < 0) {
      const found = names[expected.indexOf(column)] ?? '';
      throw new ImportFileError(
        'WRONG_HEADER',
        `The column ${column} is missing (its place holds ${found ? `"${found}"` : 'nothing'}). ` +
          'Import the Basic Company Data CSV of Companies House as downloaded.',
        column,
        found,
      );
    }
    if (names.includes(column, position + 1)) {
      throw new ImportFileError('WRONG_HEADER', `The column ${column} appears twice.`, column, column);
    }
    return [key, position] as const;
  });
  return {
    ...(Object.fromEntries(positions) as Record<keyof typeof USED, number>),
    width: names.length,
    unknown: names.filter((name) => !expected.includes(name)),
  };
}
