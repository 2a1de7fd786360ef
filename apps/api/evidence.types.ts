import {
  CHECK_FINDINGS,
  CLAIM_KINDS,
  CLAIM_STATES,
  type CheckFinding,
  type ClaimKind,
  type ClaimState,
} from '#lib/evidence';
import type { EvidenceLevel, Region } from '#lib/taxonomy';
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { EvidenceLevelEnum, RegionEnum } from './enums.js';
import { connectionOf, edgeOf } from './page.types.js';
import { Certificate, Supplier, SupplierCapability } from './supplier.types.js';
import { payload } from './user-error.type.js';

const named = <Value extends string>(values: readonly Value[]): Record<Value, Value> =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;

const FindingEnum = { REGISTER_CHECKED: 'REGISTER_CHECKED', SITE_AUDITED: 'SITE_AUDITED' } as const;
registerEnumType(FindingEnum, { name: 'CheckFinding', description: 'How an officer has checked a claim.' });

const OutcomeEnum = named(CHECK_FINDINGS);
registerEnumType(OutcomeEnum, { name: 'CheckOutcome', description: 'What came of a check of a claim.' });

export const ClaimKindEnum = named(CLAIM_KINDS);
registerEnumType(ClaimKindEnum, { name: 'ClaimKind', description: 'What is claimed.' });

const ClaimStateEnum = named(CLAIM_STATES);
registerEnumType(ClaimStateEnum, {
  name: 'ClaimState',
  description: 'Where a claim stands with those who check it.',
  valuesMap: {
    TO_CHECK: { description: 'Nobody has checked it, or its holder has answered a refusal with a document.' },
    CHECKED: { description: 'Found in a register, vouched for, or seen on site.' },
    REFUSED: {
      description: 'It could not be confirmed: it is shown to its holder alone and counts for nothing.',
    },
  },
});

@ObjectType({ description: 'A check of a claim: who found what, and when.' })
export class ClaimCheck {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { nullable: true })
  certificateId!: string | null;

  @Field(() => ID, { nullable: true })
  capabilityCode!: string | null;

  @Field(() => OutcomeEnum)
  outcome!: CheckFinding;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  reason!: string | null;

  @Field(() => String)
  by!: string;

  @Field(() => Date)
  at!: Date;

  @Field(() => Date, { nullable: true, description: 'When it was taken back.' })
  undoneAt!: Date | null;
}

@ObjectType({ description: 'One thing a supplier claims, for those who check it.' })
export class Claim {
  supplierUuid!: string;

  @Field(() => ClaimKindEnum)
  kind!: ClaimKind;

  @Field(() => Supplier)
  supplier!: Supplier;

  @Field(() => Certificate, { nullable: true })
  certificate!: Certificate | null;

  @Field(() => SupplierCapability, { nullable: true })
  capability!: SupplierCapability | null;
}

@ObjectType()
export class ClaimEdge extends edgeOf(() => Claim) {}

@ObjectType()
export class ClaimConnection extends connectionOf(() => ClaimEdge) {}

@InputType({ description: 'What is left out does not narrow the list.' })
export class ClaimFilterInput {
  @Field(() => ClaimStateEnum, { nullable: true, description: 'TO_CHECK when left out.' })
  state?: ClaimState | null;

  @Field(() => EvidenceLevelEnum, { nullable: true })
  evidence?: EvidenceLevel | null;

  @Field(() => String, { nullable: true, description: 'Code of a certification scheme; for certificates.' })
  scheme?: string | null;

  @Field(() => RegionEnum, { nullable: true })
  region?: Region | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the name of the supplier, or its company number.',
  })
  text?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only of suppliers with an introduction under way.' })
  inPlay?: boolean | null;
}

@InputType({ description: 'One claim of a supplier: exactly one of the two.' })
export class ClaimInput {
  @Field(() => ID, { nullable: true })
  capabilityCode?: string | null;

  @Field(() => ID, { nullable: true })
  certificateId?: string | null;
}

@InputType()
export class VouchForClaimInput {
  @Field(() => ID, { description: 'Your cluster body.' })
  clusterId!: string;

  @Field(() => ID, { description: 'One of its members.' })
  supplierId!: string;

  @Field(() => ClaimInput)
  claim!: ClaimInput;
}

@InputType()
export class VerifyClaimInput {
  @Field(() => ID)
  supplierId!: string;

  @Field(() => ClaimInput)
  claim!: ClaimInput;

  @Field(() => FindingEnum)
  finding!: 'REGISTER_CHECKED' | 'SITE_AUDITED';
}

@InputType()
export class RefuseClaimInput {
  @Field(() => ID)
  supplierId!: string;

  @Field(() => ClaimInput)
  claim!: ClaimInput;

  @Field(() => String, { description: 'Why it could not be confirmed; the supplier reads it.' })
  reason!: string;
}

@ObjectType()
export class ClaimCheckPayload extends payload() {
  @Field(() => Supplier, { nullable: true })
  supplier!: Supplier | null;

  @Field(() => ID, { nullable: true, description: 'The check, to undo it by.' })
  checkId!: string | null;
}
