/** The language of searches: what was read out of a typed query, filters, facets and pages of results. */
import type { CombinedAuthority, FoundCertificate, Recognition, Region, SectorCode } from '#lib/taxonomy';
import type {
  CapabilityRole,
  Explanation,
  Match,
  RequirementRecord,
  WantedCertificate,
} from './model.types.js';

/** A place name found in text; UTF-16 offsets. `point` is null for a region, county or area. */
export interface QueryPlace {
  name: string;
  start: number;
  end: number;
  point: { lat: number; lon: number } | null;
  region: Region;
  /** District of a town or of a postcode; null for what spans several. */
  districtCode: string | null;
  /** Districts the place consists of; empty for a town. */
  districtCodes: readonly string[];
  /** True when the name is that of an official region. */
  isRegion: boolean;
  /** True for a place that neither region nor their fringe holds. */
  isOutside?: boolean;
}

/** Looks places up in a typed query; the geography library supplies one. */
export type QueryPlaceFinder = (text: string) => QueryPlace[];

/** Where the meaning of words comes from. */
export interface QueryVocabulary {
  recognise: (text: string) => Recognition;
  certificates: (text: string) => FoundCertificate[];
  kindOf: (code: string) => 'process' | 'material' | 'product' | 'service' | undefined;
  /** Whether a node is another or lies below it. */
  isWithin: (code: string, branch: string) => boolean;
  labelOf: (code: string) => string;
  certificateLabel: (wanted: Pick<WantedCertificate, 'scheme' | 'level' | 'commodity'>) => string;
}

/** What `understandQuery` needs from outside: the engine has no clock. */
export interface QueryContext {
  /** ISO date at which certificates must be valid. */
  today: string;
  /** Defaults to the shipped gazetteer. */
  places?: QueryPlaceFinder;
  /** Defaults to the shipped taxonomy. */
  vocabulary?: QueryVocabulary;
}

interface PartBase {
  /** Stable within one query: removing a part means asking again without its key. */
  key: string;
  /** Where it stands in the text as typed, UTF-16 offsets [start, end). */
  start: number;
  end: number;
  /** The words as typed. */
  text: string;
  /** What is shown on the removable facet. */
  label: string;
}

/** One thing read out of a query. */
export type QueryPart =
  | (PartBase & { kind: 'capability'; code: string; role: CapabilityRole; corrected?: string })
  | (PartBase & { kind: 'certificate'; certificate: WantedCertificate })
  /** Null minutes: in the districts of the place, wherever in them. */
  | (PartBase & { kind: 'place'; place: QueryPlace; withinMinutes: number | null })
  | (PartBase & { kind: 'reach'; withinMinutes: number })
  | (PartBase & { kind: 'quantity'; batch: number | null; perYear: number | null })
  | (PartBase & { kind: 'leadTime'; days: number })
  | (PartBase & { kind: 'region'; region: Region })
  | (PartBase & {
      kind: 'exclusion';
      codes: string[];
      roles: CapabilityRole[];
      /** Districts whose suppliers are not wanted. */
      districts: string[];
      phrase: string;
    })
  | (PartBase & { kind: 'ignored' });

export interface UnderstoodQuery {
  text: string;
  parts: QueryPart[];
  /** What is left for text search. */
  remaining: string;
  /** True where words were typed and none of them, taken away or not, says what is wanted: nobody is found. */
  asksNothing?: boolean;
  /** Districts whose suppliers are not wanted. */
  awayFrom?: readonly string[];
  /** Districts of which a supplier has a site in one; none where any will do. */
  within?: readonly string[];
  /** Words put right, as typed and as read. */
  corrections: { from: string; to: string }[];
  /** The query as an unsaved requirement: `no` is 0, `id` is empty. */
  requirement: RequirementRecord;
}

export const SIZE_BANDS = ['MICRO', 'SMALL', 'MEDIUM', 'LARGE', 'UNKNOWN'] as const;
/** By employees: MICRO under 10, SMALL under 50, MEDIUM under 250, LARGE from 250. */
export type SizeBand = (typeof SIZE_BANDS)[number];

/** Any of the values of one dimension; all dimensions. An absent or empty dimension filters nothing. */
export interface SearchFilter {
  regions?: Region[];
  combinedAuthorities?: NonNullable<CombinedAuthority>[];
  districts?: string[];
  sectors?: SectorCode[];
  /** Scheme codes held in date (or covered by one that is). */
  certifications?: string[];
  /** Capability codes, or anything narrower. */
  capabilities?: string[];
  zones?: string[];
  sizeBands?: SizeBand[];
}

export type FacetDimension =
  'regions' | 'districts' | 'sectors' | 'certifications' | 'capabilities' | 'zones' | 'sizeBands';

/** `count` is the totalCount of the same search with this dimension set to this value alone. */
export interface FacetValue {
  value: string;
  count: number;
}

export type SearchOrder = 'RELEVANCE' | 'NAME' | 'DISTANCE';

export interface SearchEdge {
  cursor: string;
  match: Match;
  /** 0..1, as shown: what no supplier says of what was typed counts as not met. The score of `match` is the one it ranks by. */
  score: number;
  /** True for one that shows enough, beside the best found, to be put forward; for nobody where nobody answers, nor who is blocked. */
  likely: boolean;
  /** Absent when explanations were not asked for. */
  explanation?: Explanation;
}

export interface SearchPage {
  edges: SearchEdge[];
  /** Of each dimension nothing when facets were not asked for. */
  facets: Record<FacetDimension, FacetValue[]>;
  totalCount: number;
  /** False where even the best found shows little of what was asked for; true where nobody is found. */
  answered: boolean;
  /** Words of the query that no supplier uses, as typed. */
  unusedWords: string[];
  hasNextPage: boolean;
  endCursor: string | null;
  /** How many more there are that one stated constraint rules out. */
  blockedCount: number;
}

export interface SearchOptions {
  filter?: SearchFilter;
  orderBy?: SearchOrder;
  first: number;
  /** Cursor of the last edge of the page before. */
  after?: string | null;
  /** Blocked suppliers follow after all others; default false. They never count in totals or facets. */
  includeBlocked?: boolean;
  /** Whether each supplier of the page is explained; default true. */
  explanations?: boolean;
  /** Whether facets are counted; default true. */
  facets?: boolean;
}
