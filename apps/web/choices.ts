import type { Choice } from './form.fields.js';
import type { NotificationKind, OrganisationRole, Region, SectorCode } from './schema.types.js';

/** What forms offer to choose from, in the order in which it is offered. */
export const sectorItems: readonly Choice<SectorCode>[] = [
  { value: 'ADVANCED_MANUFACTURING', text: 'Advanced manufacturing' },
  { value: 'AUTOMOTIVE_RAIL', text: 'Automotive and rolling stock' },
  { value: 'CLEAN_ENERGY', text: 'Clean energy' },
  { value: 'HEALTH_LIFE_SCIENCES', text: 'Health and life sciences' },
  { value: 'CREATIVE', text: 'Creative industries' },
];

export const regionItems: readonly Choice<Region>[] = [
  { value: 'EAST_MIDLANDS', text: 'East Midlands' },
  { value: 'WEST_MIDLANDS', text: 'West Midlands' },
];

/** Kinds of news that may also come as letters. */
export const letterItems: readonly Choice<NotificationKind>[] = [
  { value: 'OPPORTUNITY', text: 'Opportunities that fit' },
  { value: 'UNLOCK', text: 'Opportunities one step away' },
  { value: 'NEW_SUPPLIERS', text: 'Suppliers that newly fit your requirements' },
  { value: 'INTRODUCTION', text: 'Introductions: invited, interested, shortlisted, declined' },
  { value: 'MESSAGE', text: 'Messages' },
  { value: 'AWARD', text: 'Awards' },
  { value: 'REMINDER', text: 'Answers that are due' },
  { value: 'REQUIREMENT_CHANGED', text: 'Requirements that changed' },
  { value: 'REQUIREMENT_CLOSED', text: 'Requirements that ended' },
  { value: 'CERTIFICATE_EXPIRY', text: 'Certificates that run out' },
  { value: 'EVIDENCE', text: 'Claims of yours that an officer could not confirm' },
  { value: 'SAVED_SEARCH', text: 'Suppliers that are new to a search you keep' },
  { value: 'ACCESS', text: 'Who asks to act for your organisation, and what came of your own request' },
  { value: 'ADDRESS_SUSPENDED', text: 'Addresses that your digest no longer reaches' },
];

export const roleItems: readonly Choice<OrganisationRole>[] = [
  { value: 'OWNER', text: 'Owner: everything, and who belongs to it' },
  { value: 'EDITOR', text: 'Editor: changes and answers' },
  { value: 'VIEWER', text: 'Viewer: reads' },
];

/** What a request may be answered with. */
export const decisionItems: readonly Choice<'approve' | 'refuse'>[] = [
  { value: 'approve', text: 'Approve' },
  { value: 'refuse', text: 'Refuse' },
];
