import { z } from 'zod';

const id = z.string().trim().min(1).max(100);
const isoDate = z.iso.date('Write the date as 2027-05-01.');
const count = z.number().int().min(0).max(1e12);

/** A line of `suppliers.jsonl`. Fields the format does not have are ignored. */
export const supplierLine = z.object({
  id,
  name: z.string(),
  companyNumber: z.string().nullish(),
  postcode: z.string(),
  website: z.string().nullish(),
  summary: z.string().nullish(),
  capabilities: z.array(z.string()).default([]),
  certifications: z
    .array(z.object({ name: z.string().min(1), expiresOn: isoDate.nullish() }))
    .max(100)
    .default([]),
  sectors: z.array(z.string()).default([]),
  sicCodes: z.array(z.string()).default([]),
  employees: count.nullish(),
  annualTurnoverGbp: count.nullish(),
  batch: z.object({ min: count.nullish(), max: count.nullish() }).nullish(),
  leadTimeDays: z.number().int().min(0).max(3_650).nullish(),
  acceptingWork: z.boolean().nullish(),
});

/** A line of `requirements.jsonl`. */
export const requirementLine = z.object({
  id,
  buyer: z.string().trim().min(1).max(200),
  postcode: z.string(),
  title: z.string().trim().min(1).max(300),
  description: z.string().max(20_000).default(''),
  needs: z
    .array(z.object({ phrase: z.string().trim().min(1).max(300), importance: z.enum(['must', 'should']) }))
    .min(1)
    .max(100),
  certifications: z
    .object({
      required: z.array(z.string().trim().min(1)).max(50).default([]),
      desired: z.array(z.string().trim().min(1)).max(50).default([]),
    })
    .default({ required: [], desired: [] }),
  sector: z.string().nullish(),
  sectors: z.array(z.string()).nullish(),
  annualValueGbp: z.number().min(0).max(1e12).nullish(),
  quantity: z.object({ perYear: count.nullish(), batch: count.nullish() }).nullish(),
  maxDriveMinutes: z.number().int().min(1).max(1_440).nullish(),
});

/** A line of `searches.jsonl`. */
export const searchLine = z.object({ id, query: z.string().trim().min(1).max(500) });
