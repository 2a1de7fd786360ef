import type { CertificateRef, SectorCode } from '#lib/taxonomy';

/**
 * How a reader turns the words of a file into codes. Passed in, because the tables behind it are editable
 * data: the caller decides whether the rows of the database or those that come with the product count.
 */
export interface ImportResolvers {
  sector(text: string): SectorCode | undefined;
  certificate(text: string): CertificateRef | undefined;
  /** The canonical postcode, or a sentence that names the remedy. */
  postcode(text: string): { readonly canonical: string } | { readonly error: string };
}
