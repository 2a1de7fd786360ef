import type { NaturalKey, Origin } from '#lib/directory';
import type { CriterionName } from '#lib/matching';
import type { Region, SectorCode } from '#lib/taxonomy';
import type { PreparedCertification, PreparedNeed } from './requirement.draft.js';
import type { RequirementState, RequirementVisibility } from './requirement.entity.js';
import type { Disclosure } from './visibility.rules.js';

/** A stored requirement with its needs and certifications, in the buyer's order. */
export interface RequirementView {
  id: string;
  /** The engine's id. */
  no: number;
  buyerId: string;
  title: string;
  description: string;
  state: RequirementState;
  visibility: RequirementVisibility;
  /** In outline, what is not sector or capability is blank, and the buyer is NOBODY. */
  disclosure: Disclosure;
  sectors: SectorCode[];
  cpvCodes: string[];
  valueGbp: number | null;
  quantityPerYear: number | null;
  quantityBatch: number | null;
  leadTimeDays: number | null;
  postcode: string | null;
  lat: number | null;
  lon: number | null;
  region: Region | null;
  maxDriveMinutes: number | null;
  regions: Region[] | null;
  firstDeliveryOn: string | null;
  closesOn: string | null;
  weights: Partial<Record<CriterionName, number>> | null;
  replyDays: number;
  origin: Origin;
  source: NaturalKey | null;
  outcome: string | null;
  publishedAt: Date | null;
  closedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  needs: PreparedNeed[];
  certifications: PreparedCertification[];
}

export interface RequirementFilter {
  states?: readonly RequirementState[] | null;
  buyerIds?: readonly string[] | null;
  /** Any of these. */
  sectors?: readonly SectorCode[] | null;
  /** Region of the place of delivery. */
  region?: Region | null;
  capabilityCode?: string | null;
  /** Part of the title, in any case. */
  text?: string | null;
}
