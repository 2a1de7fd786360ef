import { type Actor, mayEverywhere, organisationsOf, permitted } from '#lib/platform';
import type { RequirementState, RequirementVisibility } from './requirement.entity.js';

export interface VisibilityFacts {
  state: RequirementState;
  visibility: RequirementVisibility;
}

/** How much of a requirement somebody sees: all of it, or its sectors and capabilities. */
export type Disclosure = 'FULL' | 'OUTLINE';

/** Whether everybody may see all of it: published, open to all, and not withdrawn. */
export const isPublic = ({ state, visibility }: VisibilityFacts): boolean =>
  visibility === 'OPEN' && state !== 'DRAFT' && state !== 'WITHDRAWN';

const published = `r.state NOT IN ('DRAFT', 'WITHDRAWN')`;

/**
 * Whether `requirements r` has been named to one of these suppliers: the buyer has invited or shortlisted it, and
 * neither has ended it.
 * The parameter takes their ids.
 */
export const namedSql = (suppliers: string): string =>
  `EXISTS (SELECT FROM introductions named WHERE named.requirement_id = r.id AND named.supplier_id = ANY(${suppliers})
     AND (named.state IN ('INVITED', 'SHORTLISTED', 'AWARDED')
       OR (named.state = 'INTERESTED' AND named.invited_at IS NOT NULL)))`;

/** An SQL condition over `requirements r`: seen in full. Parameters take `viewableBuyers` and `namedSuppliers`. */
export const disclosedSql = (buyers: string, suppliers: string): string =>
  `(r.buyer_id = ANY(${buyers}) OR (${published} AND (r.visibility = 'OPEN' OR ${namedSql(suppliers)})))`;

/** An SQL condition over `requirements r`: seen in full or in outline. Parameters as of disclosedSql. */
export const visibleSql = (buyers: string, suppliers: string): string =>
  `((${published} AND r.visibility = 'SECTOR_ONLY') OR ${disclosedSql(buyers, suppliers)})`;

/** Buyers whose every requirement the actor may see; null means all of them. */
export const viewableBuyers = (actor: Actor): string[] | null =>
  mayEverywhere(actor, 'requirement.view-private')
    ? null
    : [...permitted(actor, 'requirement.view-private', organisationsOf(actor))];

/** Suppliers to which a requirement may have been named, so that the actor sees it. */
export const namedSuppliers = (actor: Actor): string[] => organisationsOf(actor);
