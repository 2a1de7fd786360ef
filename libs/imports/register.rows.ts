import { nameKey } from '#lib/directory';
import type { Place } from '#lib/geography';
import { copyText, newId } from '#lib/platform';
import type { CompaniesHouseRow } from './companies-house.row.js';

const LONGEST_NAME = 300;

/** Companies with their places in COPY's text form, in the order of the staging table's columns. */
export function stagedText(companies: Iterable<readonly [CompaniesHouseRow, Place]>): Buffer {
  const rows = Array.from(companies, ([company, place]) => [
    newId(),
    newId(),
    company.companyNumber,
    company.name.slice(0, LONGEST_NAME),
    nameKey(company.name),
    addressOf(company),
    company.postcode,
    company.sicCodes,
    place.lat,
    place.lon,
    place.precision,
    place.districtCode,
    place.region,
    place.combinedAuthority,
    place.zones,
  ]);
  return Buffer.from(copyText(rows));
}

function addressOf({ addressLines, postTown, county }: CompaniesHouseRow): string | null {
  const lines = [...addressLines, postTown, county].filter((line) => line !== null);
  return lines.length > 0 ? lines.join(', ') : null;
}
