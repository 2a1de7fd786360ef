/** How far a fact may be trusted: primary or checked (H), secondary or dated (M), to be checked (L), a judgement (J). */
export type Confidence = 'H' | 'M' | 'L' | 'J';

/** Where a reference row comes from; every editable row of the tables carries one. */
export interface FactMark {
  source: string;
  confidence: Confidence;
  /** ISO date on which the row was last compared with its source. */
  checkedOn: string;
}

/** Official region of a place. OTHER is any place outside the two Midlands regions. */
export type Region = 'EAST_MIDLANDS' | 'WEST_MIDLANDS' | 'OTHER';

/** Combined authority of a place, or null: the wider regions count without one. */
export type CombinedAuthority = 'EMCCA' | 'WMCA' | null;

/** The five priority sectors the two regions share. */
export type SectorCode =
  'ADVANCED_MANUFACTURING' | 'AUTOMOTIVE_RAIL' | 'CLEAN_ENERGY' | 'HEALTH_LIFE_SCIENCES' | 'CREATIVE';
