/** What a capability node is: something done, something worked in, something made, or something done for others. */
export type CapabilityKind = 'process' | 'material' | 'product' | 'service';

/** A link beside the tree. `adjacent` holds both ways; `madeBy` runs from a product to a process that makes it. */
export interface RelatedCapability {
  code: string;
  /** How far the one stands in for the other, 0 to 1. */
  strength: number;
  kind: 'adjacent' | 'madeBy';
}

export interface CapabilitySynonym {
  text: string;
  /** The phrase also means another node, which holds it without this flag and is preferred. */
  ambiguous: boolean;
}

/** One editable row of the tree. */
export interface CapabilityRow {
  /** Stable kebab-case slug. */
  code: string;
  parent: string | null;
  kind: CapabilityKind;
  label: string;
  synonyms: readonly CapabilitySynonym[];
  /** Typical sectors; empty means those of the parent. */
  sectors: readonly string[];
  related: readonly RelatedCapability[];
  /** Nodes of another kind that the label implies: "aluminium casting" implies the material aluminium. */
  facets: readonly string[];
}

export interface CapabilityNode extends CapabilityRow {
  /** Position in depth-first order: a subtree is the half-open interval [index, end). */
  index: number;
  end: number;
  /** 0 for a root. */
  depth: number;
}
