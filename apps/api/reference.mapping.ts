import {
  capabilityTree,
  type CapabilityNode,
  certifications,
  type Scheme,
  type SupportProgramme as ProgrammeRow,
} from '#lib/taxonomy';
import type { Capability, CertificationScheme, SupportProgramme } from './reference.types.js';

export const toCapability = ({ code, label, kind, parent, synonyms }: CapabilityNode): Capability => ({
  code,
  label,
  kind,
  parent,
  synonyms: synonyms.map(({ text }) => text),
});

export const toScheme = (scheme: Scheme): CertificationScheme => ({
  ...scheme,
  sectors: [...scheme.sectors],
  register: scheme.register || null,
});

/** A programme with what its codes stand for. */
export const toProgramme = (programme: ProgrammeRow): SupportProgramme => ({
  ...programme,
  regions: [...programme.regions],
  schemes: programme.schemes.flatMap((code) => certifications().scheme(code) ?? []).map(toScheme),
  capabilities: programme.capabilities.flatMap((code) => capabilityTree().find(code) ?? []).map(toCapability),
});
