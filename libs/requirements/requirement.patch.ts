import type { DeliveryPoint, RequirementDraft, RequirementPatch } from './requirement.draft.js';
import type { RequirementView } from './requirement.view.js';

/** A stored requirement as the draft that would give it again. */
export function draftOf(view: RequirementView): RequirementDraft {
  const stated = (importance: 'required' | 'desired'): string[] =>
    view.certifications
      .filter((certification) => certification.importance === importance)
      .map((certification) => certification.stated);
  return {
    buyerId: view.buyerId,
    title: view.title,
    description: view.description,
    needs: view.needs.map(({ phrase, codes, picked, importance }) => ({
      phrase,
      codes: picked ? codes : null,
      importance,
    })),
    certifications: { required: stated('required'), desired: stated('desired') },
    sectors: view.sectors,
    cpvCodes: view.cpvCodes,
    valueGbp: view.valueGbp,
    quantity: { perYear: view.quantityPerYear, batch: view.quantityBatch },
    leadTimeDays: view.leadTimeDays,
    postcode: view.postcode,
    place: pointOf(view),
    maxDriveMinutes: view.maxDriveMinutes,
    regions: view.regions,
    firstDeliveryOn: view.firstDeliveryOn,
    closesOn: view.closesOn,
    visibility: view.visibility,
    replyDays: view.replyDays,
    weights: view.weights,
    source: view.source,
    origin: view.origin,
  };
}

function pointOf({ postcode, lat, lon, region }: RequirementView): DeliveryPoint | null {
  if (postcode === null || lat === null || lon === null || region === null) return null;
  const [outcode = ''] = postcode.split(' ');
  return { postcode: postcode === outcode ? null : postcode, outcode, lat, lon, region };
}

/**
 * The draft with a patch laid over it: absent leaves, null clears, a list replaces the whole list, and so do
 * certifications of one importance. A new postcode lets go of the place of the old one. Whose it is and where it came from are not for changing.
 */
export function patched(draft: RequirementDraft, patch: RequirementPatch): RequirementDraft {
  const { buyerId, source, origin } = draft;
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const certifications =
    patch.certifications === undefined || patch.certifications === null
      ? {}
      : { certifications: { ...draft.certifications, ...patch.certifications } };
  const moved = 'postcode' in given && given.postcode !== draft.postcode && !given.place;
  return {
    ...draft,
    ...given,
    ...certifications,
    ...(moved ? { place: null } : {}),
    buyerId,
    source,
    origin,
  };
}
