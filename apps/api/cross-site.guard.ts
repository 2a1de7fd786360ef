import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of another site may have sent this. Browsers say where a request comes from in Sec-Fetch-Site, and
 * a page cannot alter that; programs do not send it. An Origin counts too, for browsers that are older.
 */
export function isFromAnotherSite({
  'sec-fetch-site': site,
  origin,
  host,
}: Pick<IncomingHttpHeaders, 'sec-fetch-site' | 'origin' | 'host'>): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
