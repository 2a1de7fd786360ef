import { shippedLookups } from '#lib/directory';
import { stated } from '#lib/platform';
import type { DeliveryPoint, RequirementDraft, RequirementPatch } from './requirement.draft.js';
import type { RequirementView } from './requirement.view.js';

/** A stored requirement as the draft that would give it again. What has left the tree since is no mistake of whoever edits. */
export function draftOf(view: RequirementView): RequirementDraft {
  const certified = (importance: 'required' | 'desired'): string[] =>
    view.certifications
      .filter((certification) => certification.importance === importance)
      .map((certification) => certification.stated);
  return {
    buyerId: view.buyerId,
    title: view.title,
    description: view.description,
    needs: view.needs.map(({ phrase, codes, picked, importance }) => ({
      phrase,
      codes: picked ? codes.filter((code) => shippedLookups().node(code)) : null,
      importance,
    })),
    certifications: { required: certified('required'), desired: certified('desired') },
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
 * certifications of one importance; each of the two quantities is by itself. A new postcode lets go of the place of the old one. Whose it is and where it came from are not for changing.
 */
export function patched(draft: RequirementDraft, patch: RequirementPatch): RequirementDraft {
  const { buyerId, source, origin } = draft;
  const given = stated(patch);
  const certifications = patch.certifications
    ? { certifications: { ...draft.certifications, ...stated(patch.certifications) } }
    : {};
  const quantity = patch.quantity ? { quantity: { ...draft.quantity, ...stated(patch.quantity) } } : {};
  const moved = 'postcode' in given && given.postcode !== draft.postcode && !given.place;
  return {
    ...draft,
    ...given,
    ...certifications,
    ...quantity,
    ...(moved ? { place: null } : {}),
    buyerId,
    source,
    origin,
  };
}
