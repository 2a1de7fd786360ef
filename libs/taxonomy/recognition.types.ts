/** Whether a text claims a capability, denies it ("we do not offer plating") or rules it out ("no merchants"). */
export type Polarity = 'offered' | 'negated' | 'excluded';

/** In which part the writer stands to the capability that the text names. */
export type CapabilityRole =
  | 'performs'
  /** Customers do it: "tooling for moulders". */
  | 'suppliesTo'
  /** Partners do it: "plating is bought in". */
  | 'buysIn'
  | 'trains'
  | 'consults'
  /** Trades in it without making it. */
  | 'sells'
  | 'hires'
  /** Tests it for others: "radiography of castings". */
  | 'lab'
  /** Repairs or overhauls it. */
  | 'maintains';

export interface CapabilityMention {
  /** Code of a capability node. */
  code: string;
  /** Offsets into the text as given. */
  start: number;
  end: number;
  /** The words of the text. */
  phrase: string;
  /** 0 to 1: 1 for the label or a synonym as listed, less for an inflection, a corrected or an ambiguous word. */
  quality: number;
  polarity: Polarity;
  role: CapabilityRole;
  /** The spelling it was read as, where a word was corrected. */
  corrected?: string;
  /** Other nodes the same words could mean. */
  alternatives?: readonly string[];
}

export interface UnrecognisedWord {
  start: number;
  end: number;
  text: string;
}

export interface Recognition {
  /** In the order of the text; never overlapping within one kind of node. */
  mentions: CapabilityMention[];
  /** Content words that no mention covers. */
  unrecognised: UnrecognisedWord[];
}
