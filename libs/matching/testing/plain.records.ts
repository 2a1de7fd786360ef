/** Records with nothing stated but what a test is about. */
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';

/** A firm in no sector and at no site, that takes work. */
export const plainSupplier = (no: number, more: Partial<SupplierRecord> = {}): SupplierRecord => ({
  no,
  id: `S${no}`,
  name: `Firm ${no}`,
  summary: '',
  phrases: [],
  capabilities: [],
  certificates: [],
  sectors: [],
  sicCodes: [],
  sites: [],
  employees: null,
  turnoverGbp: null,
  batch: null,
  leadTimeDays: null,
  acceptingWork: true,
  verified: false,
  completeness: 0.5,
  replyRate: null,
  ...more,
});

/** A requirement that asks for nothing, anywhere. */
export const plainRequirement = (more: Partial<RequirementRecord> = {}): RequirementRecord => ({
  no: 1,
  id: 'R1',
  title: '',
  description: '',
  needs: [],
  certifications: [],
  sectors: [],
  cpvCodes: [],
  valueGbp: null,
  quantity: null,
  leadTimeDays: null,
  place: null,
  maxDriveMinutes: null,
  regions: null,
  onDate: '2026-11-22',
  ...more,
});

/** A capability that is simply stated. */
export const stated = (code: string): SupplierRecord['capabilities'][number] => ({
  code,
  evidence: 'SELF_DECLARED',
  weight: 1,
});
