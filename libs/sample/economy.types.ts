import type { BuyerDraft, ClusterBodyDraft, SupplierDraft } from '#lib/directory';
import type { OrganisationRole, StaffRole } from '#lib/platform';
import type { NeedDraft, RequirementDraft } from '#lib/requirements';

export interface EconomyOptions {
  /** How many suppliers, 1 to 1,000,000; default 3,000. */
  suppliers?: number;
  /** Any whole number; the same seed gives the same economy. Default 1. */
  seed?: number;
  /** Default 120. */
  requirements?: number;
  /** Default 40. */
  buyers?: number;
  /** How many of the listed cluster bodies, at most 12; default all. */
  clusterBodies?: number;
  /** ISO date that certificates and deadlines are laid round. */
  today: string;
}

/** An invented supplier and the cluster bodies it belongs to. */
export interface SampleSupplier {
  /** Position in the economy, from 0. */
  index: number;
  /** Kind of firm it was made from. */
  archetype: string;
  draft: SupplierDraft;
  /** Keys of cluster bodies. */
  clusterBodies: readonly string[];
}

export interface SampleBuyer {
  index: number;
  draft: BuyerDraft;
}

export interface SampleRequirement {
  index: number;
  /** Index of the buyer. */
  buyer: number;
  /** Kind of firm it asks for, or the gap it shows. */
  pattern: string;
  /** Made to have hardly any eligible supplier. */
  hard: boolean;
  /** Without its buyer, whose id is not known before it is stored. */
  draft: Omit<RequirementDraft, 'buyerId'> & { needs: readonly NeedDraft[] };
}

export interface SampleClusterBody {
  key: string;
  draft: ClusterBodyDraft;
}

/** Somebody to sign in as in demo mode. */
export interface SamplePerson {
  email: string;
  name: string;
  staffRoles: readonly StaffRole[];
  membership:
    | { of: 'buyer' | 'supplier'; index: number; role: OrganisationRole }
    | { of: 'clusterBody'; key: string; role: OrganisationRole }
    | null;
}

/** An invented economy. Each list is made anew, lazily, whenever it is asked for, and is the same every time. */
export interface Economy {
  readonly seed: number;
  readonly today: string;
  readonly counts: { suppliers: number; requirements: number; buyers: number; clusterBodies: number };
  /** Natural-key scheme of everything in it. */
  readonly scheme: string;
  suppliers(): Generator<SampleSupplier, void, undefined>;
  buyers(): Generator<SampleBuyer, void, undefined>;
  requirements(): Generator<SampleRequirement, void, undefined>;
  clusterBodies(): SampleClusterBody[];
  people(): SamplePerson[];
}
