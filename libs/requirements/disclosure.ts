import type { RequirementView } from './requirement.view.js';

/** Stands for a buyer who is not named; no organisation has this id. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
export const UNNAMED_TITLE = 'Named to suppliers the buyer invites';

/**
 * A requirement as those see it to whom it has not been named: sectors, capabilities and dates of the call. Written
 * field by field, so that a new field is hidden until somebody decides otherwise.
 */
export const outlineOf = (view: RequirementView): RequirementView => ({
  id: view.id,
  no: view.no,
  state: view.state,
  visibility: view.visibility,
  disclosure: 'OUTLINE',
  sectors: view.sectors,
  needs: view.needs.map((need) => ({ ...need, phrase: '' })),
  closesOn: view.closesOn,
  publishedAt: view.publishedAt,
  closedAt: view.closedAt,
  createdAt: view.createdAt,
  updatedAt: view.updatedAt,
  origin: view.origin,
  replyDays: view.replyDays,
  buyerId: NOBODY,
  title: UNNAMED_TITLE,
  description: '',
  certifications: [],
  cpvCodes: [],
  valueGbp: null,
  quantityPerYear: null,
  quantityBatch: null,
  leadTimeDays: null,
  postcode: null,
  lat: null,
  lon: null,
  region: null,
  maxDriveMinutes: null,
  regions: null,
  firstDeliveryOn: null,
  weights: null,
  source: null,
  outcome: null,
});
