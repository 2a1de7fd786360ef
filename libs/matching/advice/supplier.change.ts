/** Changes a supplier could make, and the supplier as it would then be. */
import type {
  SupplierCapability,
  SupplierRecord,
  SupplierSite,
  WantedCertificate,
} from '../model/model.types.js';

export type SupplierChange =
  | { kind: 'CERTIFICATE'; certificate: Omit<WantedCertificate, 'importance'> }
  | { kind: 'CAPABILITY'; code: string }
  | { kind: 'SITE'; name: string; site: SupplierSite }
  | { kind: 'SMALLER_BATCH'; min: number }
  | { kind: 'LARGER_BATCH'; max: number }
  | { kind: 'ACCEPT_WORK' };

/** Same key, same change. */
export function changeKey(change: SupplierChange): string {
  switch (change.kind) {
    case 'CERTIFICATE': {
      const { scheme, edition, level, commodity } = change.certificate;
      return `CERTIFICATE:${[scheme, edition, level, commodity].map((part) => part ?? '').join(':')}`;
    }
    case 'CAPABILITY':
      return `CAPABILITY:${change.code}`;
    case 'SITE':
      return `SITE:${change.site.lat.toFixed(3)}:${change.site.lon.toFixed(3)}:${change.site.region}`;
    case 'SMALLER_BATCH':
      return `SMALLER_BATCH:${change.min}`;
    case 'LARGER_BATCH':
      return `LARGER_BATCH:${change.max}`;
    case 'ACCEPT_WORK':
      return 'ACCEPT_WORK';
  }
}

/** A certificate taken out now is taken to run past every date asked about. */
const FOR_LONG = '9999-12-31';

/** A lot size nobody stated limits nothing; a change never narrows what was taken on before. */
const least = (now: number | null | undefined, min: number): number | null =>
  now == null ? null : Math.min(now, min);
const most = (now: number | null | undefined, max: number): number | null =>
  now == null ? null : Math.max(now, max);

/** A capability that has been taken up. */
export const claimOf = (code: string): SupplierCapability => ({
  code,
  evidence: 'SELF_DECLARED',
  weight: 1,
  role: 'performs',
});

/** The supplier after a change; the one given stays as it is. */
export function applyChange(supplier: SupplierRecord, change: SupplierChange): SupplierRecord {
  switch (change.kind) {
    case 'CERTIFICATE': {
      const { scheme, edition, level, commodity } = change.certificate;
      const held = { scheme, edition, level, commodity, validFrom: null, validTo: FOR_LONG };
      return {
        ...supplier,
        certificates: [...supplier.certificates, { ...held, evidence: 'SELF_DECLARED' }],
      };
    }
    case 'CAPABILITY':
      return {
        ...supplier,
        capabilities: [...supplier.capabilities, claimOf(change.code)],
      };
    case 'SITE':
      return { ...supplier, sites: [...supplier.sites, change.site] };
    case 'SMALLER_BATCH':
      return {
        ...supplier,
        batch: { min: least(supplier.batch?.min, change.min), max: supplier.batch?.max ?? null },
      };
    case 'LARGER_BATCH':
      return {
        ...supplier,
        batch: { min: supplier.batch?.min ?? null, max: most(supplier.batch?.max, change.max) },
      };
    case 'ACCEPT_WORK':
      return { ...supplier, acceptingWork: true };
  }
}

/** The supplier after several changes, in order. */
export const applyChanges = (supplier: SupplierRecord, changes: readonly SupplierChange[]): SupplierRecord =>
  changes.reduce(applyChange, supplier);
