import type { SectorCode } from '#lib/taxonomy';
import type { Weighted } from './random.source.js';
import type { Template } from './wording.template.js';

/** How names of a kind of firm sound. */
export const NAME_STYLES = ['metal', 'tech', 'creative', 'service', 'build'] as const;
export type NameStyle = (typeof NAME_STYLES)[number];

/** Wordings of one and the same thing. */
export type Wordings = readonly Template[];

export interface Range {
  low: number;
  high: number;
}

/** What kind of certificate, and how many firms in a hundred hold it. */
export interface CertificateOdds {
  key: string;
  percent: number;
}

/** A requirement as a buyer would word it. */
export interface NeedPattern {
  title: Template;
  about: Template;
  must: readonly Wordings[];
  should: readonly Wordings[];
  /** Keys of certificates; required when it ends the match, otherwise desired. */
  asks: readonly { key: string; required: boolean }[];
  /** Pieces; absent for services. */
  lot: Range | null;
  /** Thousand pounds a year. */
  value: Range;
  /** Minutes; null leaves it to chance. */
  drive: number | null;
}

/** A kind of firm. */
export interface Archetype {
  code: string;
  /** How common it is, on any scale. */
  share: number;
  style: NameStyle;
  trades: readonly string[];
  is: readonly string[];
  /** Median number of employees. */
  size: number;
  lots: Range | null;
  /** Days. */
  lead: Range;
  /** How many firms in a hundred serve a sector. */
  markets: ReadonlyMap<SectorCode, number>;
  places: ReadonlyMap<string, number>;
  sic: Weighted<string>;
  certificates: readonly CertificateOdds[];
  core: readonly Wordings[];
  also: readonly Wordings[];
  makes: readonly Template[];
  kit: readonly Template[];
  says: readonly Template[];
  not: readonly Template[];
  buys: readonly Template[];
  who: readonly Template[];
  needs: readonly NeedPattern[];
}

/** Needs that hardly anybody meets. */
export interface GapPattern {
  code: string;
  share: number;
  markets: readonly SectorCode[];
  needs: readonly NeedPattern[];
}

/** How a certificate is written and how long it usually runs. */
export interface CertificateWording {
  key: string;
  /** Usual months from issue to expiry; 0 where there is no expiry. */
  months: number;
  /** How many in a hundred do not state an expiry. */
  undatedPercent: number;
  spellings: readonly string[];
}
