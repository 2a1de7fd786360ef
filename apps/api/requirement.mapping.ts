import { toOpaqueId } from '#lib/platform';
import type { RequirementPatch, RequirementView } from '#lib/requirements';
import type { CreateRequirementInput } from './inputs.js';
import type { Requirement } from './requirement.types.js';

export function toRequirement(view: RequirementView): Requirement {
  const { weights, ...shown } = view;
  return {
    ...shown,
    uuid: view.id,
    id: toOpaqueId('req', view.id),
    weights: weights && Object.entries(weights).map(([criterion, weight]) => ({ criterion, weight })),
  };
}

type RequirementFields = Omit<CreateRequirementInput, 'buyerId'>;

/** What a form says of a requirement, as the services take it; what is absent stays absent. */
export function toRequirementFields<Fields extends Partial<RequirementFields>>(
  input: Fields,
): RequirementPatch {
  const { quantityPerYear, quantityBatch, weights, certifications, needs, ...same } = input;
  const hasQuantity = quantityPerYear !== undefined || quantityBatch !== undefined;
  return {
    ...same,
    ...(needs === undefined
      ? {}
      : { needs: (needs ?? []).map((need) => ({ ...need, codes: need.codes ?? undefined })) }),
    // Of both, what is not given stays as it is.
    ...(certifications === undefined
      ? {}
      : { certifications: certifications ?? { required: [], desired: [] } }),
    ...(hasQuantity ? { quantity: { perYear: quantityPerYear, batch: quantityBatch } } : {}),
    ...(weights === undefined
      ? {}
      : {
          weights: weights && Object.fromEntries(weights.map(({ criterion, weight }) => [criterion, weight])),
        }),
  };
}
