import { readFileSync } from 'node:fs';
import { readArchetypes, readCertificateWordings, readGaps, SampleDataError } from './archetype.reader.js';
import type { Archetype, CertificateWording, GapPattern, NeedPattern } from './archetype.types.js';
import { type Weighted, weighted } from './random.source.js';

const FILES = [
  'archetypes-10-metal.txt',
  'archetypes-20-fabrication-finishing.txt',
  'archetypes-30-polymers-electronics.txt',
  'archetypes-40-transport-energy.txt',
  'archetypes-50-health-creative.txt',
  'archetypes-60-services.txt',
];

const read = (file: string): string => readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8');

/** The kinds of firm, the needs nobody meets, and the wording of certificates, checked against one another. */
export interface Catalogue {
  archetypes: readonly Archetype[];
  byShare: Weighted<Archetype>;
  gaps: readonly GapPattern[];
  certificates: ReadonlyMap<string, CertificateWording>;
}

let shipped: Catalogue | undefined;

/** The shipped catalogue, read once. @throws SampleDataError when a file is faulty */
export function catalogue(): Catalogue {
  shipped ??= load();
  return shipped;
}

function load(): Catalogue {
  const archetypes = FILES.flatMap((file) => readArchetypes(read(file), file));
  const gaps = readGaps(read('gaps.txt'), 'gaps.txt');
  const wordings = readCertificateWordings(read('certificates.txt'), 'certificates.txt');
  const certificates = new Map(wordings.map((wording) => [wording.key, wording]));
  const needs: NeedPattern[] = [...archetypes, ...gaps].flatMap((pattern) => pattern.needs);
  const keys = [
    ...archetypes.flatMap((archetype) => archetype.certificates.map(({ key }) => key)),
    ...needs.flatMap((need) => need.asks.map(({ key }) => key)),
  ];
  const unknown = keys.find((key) => !certificates.has(key));
  if (unknown !== undefined) throw new SampleDataError(`certificates.txt: ${unknown} has no wording`);
  return { archetypes, byShare: weighted(archetypes, ({ share }) => share), gaps, certificates };
}
