import type { PlaceService } from '#lib/directory';
import { type Context, isFailure, type UserError, userError } from '#lib/platform';
import type { PreparedRequirement } from './requirement.draft.js';
import type { DeliveryPlace } from './requirement.writer.js';

export interface Placed {
  place: DeliveryPlace | null;
  errors: UserError[];
}

/** Where each requirement is delivered to: its own postcode, else its buyer's primary site. In two statements. */
export async function placeRequirements(
  ctx: Context,
  places: PlaceService,
  requirements: readonly PreparedRequirement[],
): Promise<Placed[]> {
  const located = await places.locateMany(
    ctx,
    requirements.flatMap(({ postcode, place }) => (postcode && !place ? [postcode] : [])),
  );
  const buyers = requirements.flatMap(({ buyerId, postcode, place }) => (postcode || place ? [] : [buyerId]));
  const sites =
    buyers.length === 0
      ? []
      : await ctx.query<DeliveryPlace & { buyerId: string }>(
          `SELECT organisation_id AS "buyerId", postcode, lat, lon, region FROM sites
            WHERE is_primary AND organisation_id = ANY($1)`,
          [[...new Set(buyers)]],
        );
  const siteOf = new Map(sites.map(({ buyerId, ...site }) => [buyerId, site]));
  return requirements.map((requirement) => {
    const { postcode, buyerId, maxDriveMinutes } = requirement;
    const errors: UserError[] = [];
    let place: DeliveryPlace | null = null;
    if (requirement.place) {
      const { lat, lon, region, outcode } = requirement.place;
      place = { postcode: postcode ?? outcode, lat, lon, region };
    } else if (postcode) {
      const found = located.get(postcode)!;
      if (isFailure(found)) errors.push(...found.errors);
      else place = { postcode, lat: found.value.lat, lon: found.value.lon, region: found.value.region };
    } else place = siteOf.get(buyerId) ?? null;
    if (maxDriveMinutes !== null && place === null && errors.length === 0) {
      const message = 'A longest drive needs a place to drive to: give the postcode of delivery.';
      errors.push(userError('REQUIRED', message, ['postcode']));
    }
    return { place, errors };
  });
}
