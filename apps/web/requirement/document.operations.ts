/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type RequirementPageQueryVariables = Exact<{
  id: string;
}>;

export type RequirementPageQuery = {
  readonly requirement: {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly state: Schema.RequirementState;
    readonly region: Schema.Region | null;
    readonly postcode: string | null;
    readonly valueGbp: number | null;
    readonly closesOn: string | null;
    readonly firstDeliveryOn: string | null;
    readonly maxDriveMinutes: number | null;
    readonly outcome: string | null;
    readonly origin: Schema.Origin;
    readonly disclosure: Schema.Disclosure;
    readonly replyDays: number;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly confidentiality: { readonly text: string; readonly accepted: boolean } | null;
    readonly attachments: ReadonlyArray<{
      readonly id: string;
      readonly name: string;
      readonly bytes: number;
      readonly addedAt: string;
      readonly downloadUrl: string | null;
    }>;
    readonly amendments: ReadonlyArray<{
      readonly at: string;
      readonly changes: ReadonlyArray<{
        readonly field: string;
        readonly before: string;
        readonly after: string;
      }>;
    }>;
    readonly viewedBy: ReadonlyArray<{ readonly organisationName: string; readonly lastAt: string }>;
    readonly weights: ReadonlyArray<{
      readonly criterion: Schema.CriterionName;
      readonly weight: number;
    }> | null;
    readonly buyer: {
      readonly id: string;
      readonly name: string;
      readonly replyRate: {
        readonly asked: number;
        readonly rate: number;
        readonly medianDays: number | null;
      } | null;
    } | null;
    readonly needs: ReadonlyArray<{ readonly phrase: string; readonly importance: Schema.Importance }>;
    readonly certifications: ReadonlyArray<{
      readonly scheme: string;
      readonly stated: string;
      readonly importance: Schema.CertificationImportance;
    }>;
  } | null;
};

export type RequirementMatchesQueryVariables = Exact<{
  id: string;
  first: number;
}>;

export type RequirementMatchesQuery = {
  readonly requirement: {
    readonly east: {
      readonly eligibleCount: number;
      readonly edges: ReadonlyArray<{
        readonly rank: number | null;
        readonly score: number;
        readonly crossRegional: boolean;
        readonly summary: string;
        readonly introduction: { readonly id: string; readonly state: Schema.IntroductionState } | null;
        readonly needs: ReadonlyArray<{
          readonly phrase: string;
          readonly importance: Schema.Importance;
          readonly level: Schema.NeedLevel;
        }>;
        readonly criteria: ReadonlyArray<{
          readonly name: Schema.CriterionName;
          readonly weight: number;
          readonly value: number;
          readonly contribution: number;
          readonly reason: string;
        }>;
        readonly node: {
          readonly id: string;
          readonly name: string;
          readonly region: Schema.Region | null;
          readonly sizeBand: Schema.SizeBand;
          readonly verified: boolean;
          readonly site: { readonly districtName: string | null } | null;
        };
      }>;
    } | null;
    readonly west: {
      readonly eligibleCount: number;
      readonly edges: ReadonlyArray<{
        readonly rank: number | null;
        readonly score: number;
        readonly crossRegional: boolean;
        readonly summary: string;
        readonly introduction: { readonly id: string; readonly state: Schema.IntroductionState } | null;
        readonly needs: ReadonlyArray<{
          readonly phrase: string;
          readonly importance: Schema.Importance;
          readonly level: Schema.NeedLevel;
        }>;
        readonly criteria: ReadonlyArray<{
          readonly name: Schema.CriterionName;
          readonly weight: number;
          readonly value: number;
          readonly contribution: number;
          readonly reason: string;
        }>;
        readonly node: {
          readonly id: string;
          readonly name: string;
          readonly region: Schema.Region | null;
          readonly sizeBand: Schema.SizeBand;
          readonly verified: boolean;
          readonly site: { readonly districtName: string | null } | null;
        };
      }>;
    } | null;
  } | null;
};

export type MatchesFragment = {
  readonly eligibleCount: number;
  readonly edges: ReadonlyArray<{
    readonly rank: number | null;
    readonly score: number;
    readonly crossRegional: boolean;
    readonly summary: string;
    readonly introduction: { readonly id: string; readonly state: Schema.IntroductionState } | null;
    readonly needs: ReadonlyArray<{
      readonly phrase: string;
      readonly importance: Schema.Importance;
      readonly level: Schema.NeedLevel;
    }>;
    readonly criteria: ReadonlyArray<{
      readonly name: Schema.CriterionName;
      readonly weight: number;
      readonly value: number;
      readonly contribution: number;
      readonly reason: string;
    }>;
    readonly node: {
      readonly id: string;
      readonly name: string;
      readonly region: Schema.Region | null;
      readonly sizeBand: Schema.SizeBand;
      readonly verified: boolean;
      readonly site: { readonly districtName: string | null } | null;
    };
  }>;
};

export type MatchesToTakeQueryVariables = Exact<{
  id: string;
}>;

export type MatchesToTakeQuery = {
  readonly requirement: {
    readonly title: string;
    readonly matches: {
      readonly engineVersion: string | null;
      readonly computedAt: string | null;
      readonly edges: ReadonlyArray<{
        readonly rank: number | null;
        readonly score: number;
        readonly crossRegional: boolean;
        readonly summary: string;
        readonly needs: ReadonlyArray<{
          readonly phrase: string;
          readonly importance: Schema.Importance;
          readonly level: Schema.NeedLevel;
        }>;
        readonly criteria: ReadonlyArray<{
          readonly name: Schema.CriterionName;
          readonly weight: number;
          readonly value: number;
          readonly contribution: number;
          readonly reason: string;
        }>;
        readonly introduction: { readonly state: Schema.IntroductionState } | null;
        readonly node: {
          readonly name: string;
          readonly region: Schema.Region | null;
          readonly site: { readonly postcode: string; readonly districtName: string | null } | null;
        };
      }>;
    } | null;
  } | null;
};

export type ReweighedQueryVariables = Exact<{
  id: string;
  weights: ReadonlyArray<Schema.WeightInput>;
}>;

export type ReweighedQuery = {
  readonly requirement: {
    readonly reweigh: {
      readonly totalCount: number;
      readonly edges: ReadonlyArray<{
        readonly rank: number | null;
        readonly before: number | null;
        readonly movedBy: number | null;
        readonly move: string;
        readonly score: number;
        readonly crossRegional: boolean;
        readonly introduction: { readonly id: string; readonly state: Schema.IntroductionState } | null;
        readonly needs: ReadonlyArray<{
          readonly phrase: string;
          readonly importance: Schema.Importance;
          readonly level: Schema.NeedLevel;
        }>;
        readonly criteria: ReadonlyArray<{
          readonly name: Schema.CriterionName;
          readonly weight: number;
          readonly value: number;
          readonly contribution: number;
          readonly reason: string;
        }>;
        readonly node: {
          readonly id: string;
          readonly name: string;
          readonly region: Schema.Region | null;
          readonly sizeBand: Schema.SizeBand;
          readonly verified: boolean;
          readonly site: { readonly districtName: string | null } | null;
        };
      }>;
    } | null;
  } | null;
};

export type TogetherQueryVariables = Exact<{
  id: string;
}>;

export type TogetherQuery = {
  readonly requirement: {
    readonly consortia: {
      readonly totalCount: number;
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly summary: string;
          readonly fit: number;
          readonly crossRegional: boolean;
          readonly handOverMinutes: number | null;
          readonly members: ReadonlyArray<{
            readonly does: ReadonlyArray<string>;
            readonly supplier: {
              readonly id: string;
              readonly name: string;
              readonly region: Schema.Region | null;
            };
          }>;
        };
      }>;
    } | null;
  } | null;
};

export type PublishMutationVariables = Exact<{
  id: string;
}>;

export type PublishMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type CloseMutationVariables = Exact<{
  id: string;
  outcome?: string | null | undefined;
}>;

export type CloseMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type CloneMutationVariables = Exact<{
  id: string;
}>;

export type CloneMutation = {
  readonly done: {
    readonly requirement: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type WeighMutationVariables = Exact<{
  input: Schema.UpdateRequirementInput;
}>;

export type WeighMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ExtendMutationVariables = Exact<{
  id: string;
  closesOn: string;
}>;

export type ExtendMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type IntroducedHereQueryVariables = Exact<{
  id: string;
}>;

export type IntroducedHereQuery = {
  readonly requirement: {
    readonly introductions: {
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly id: string;
          readonly supplierId: string;
          readonly state: Schema.IntroductionState;
          readonly steps: ReadonlyArray<Schema.IntroductionAction>;
        };
      }>;
    };
  } | null;
};

export type EndingQueryVariables = Exact<{
  id: string;
}>;

export type EndingQuery = {
  readonly requirement: {
    readonly title: string;
    readonly state: Schema.RequirementState;
    readonly buyer: { readonly id: string } | null;
    readonly introductions: { readonly totalCount: number };
  } | null;
};

export type TakeBackMutationVariables = Exact<{
  id: string;
  outcome?: string | null | undefined;
}>;

export type TakeBackMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type AttachMutationVariables = Exact<{
  input: Schema.AddAttachmentInput;
}>;

export type AttachMutation = {
  readonly announced: {
    readonly uploadUrl: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type DetachMutationVariables = Exact<{
  id: string;
}>;

export type DetachMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type SetTermsMutationVariables = Exact<{
  requirementId: string;
  text: string;
}>;

export type SetTermsMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type AcceptTermsMutationVariables = Exact<{
  input: Schema.AcceptConfidentialityInput;
}>;

export type AcceptTermsMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ErrorsFragment = {
  readonly code: string;
  readonly message: string;
  readonly path: ReadonlyArray<string>;
};

export type ReasonFragment = {
  readonly name: Schema.CriterionName;
  readonly weight: number;
  readonly value: number;
  readonly contribution: number;
  readonly reason: string;
};

export type FitFragment = {
  readonly phrase: string;
  readonly importance: Schema.Importance;
  readonly level: Schema.NeedLevel;
};

export const requirementPageQuery: Operation<RequirementPageQuery, RequirementPageQueryVariables> = {
  name: 'RequirementPage',
  text: 'query RequirementPage($id: ID!) { requirement(id: $id) { id title description state region postcode valueGbp closesOn firstDeliveryOn maxDriveMinutes outcome origin disclosure replyDays confidentiality { text accepted } attachments { id name bytes addedAt downloadUrl } sectors amendments { at changes { field before after } } viewedBy { organisationName lastAt } weights { criterion weight } buyer { id name replyRate { asked rate medianDays } } needs { phrase importance } certifications { scheme stated importance } } }',
};
export const requirementMatchesQuery: Operation<RequirementMatchesQuery, RequirementMatchesQueryVariables> = {
  name: 'RequirementMatches',
  text: 'query RequirementMatches($id: ID!, $first: Int!) { requirement(id: $id) { east: matches(region: EAST_MIDLANDS, first: $first) { ...Matches } west: matches(region: WEST_MIDLANDS, first: $first) { ...Matches } } } fragment Matches on MatchConnection { eligibleCount edges { rank score crossRegional summary introduction { id state } needs { ...Fit } criteria { ...Reason } node { id name region sizeBand verified site { districtName } } } } fragment Fit on NeedFit { phrase importance level } fragment Reason on Criterion { name weight value contribution reason }',
};
export const matchesToTakeQuery: Operation<MatchesToTakeQuery, MatchesToTakeQueryVariables> = {
  name: 'MatchesToTake',
  text: 'query MatchesToTake($id: ID!) { requirement(id: $id) { title matches(first: 100) { engineVersion computedAt edges { rank score crossRegional summary needs { ...Fit } criteria { ...Reason } introduction { state } node { name region site { postcode districtName } } } } } } fragment Fit on NeedFit { phrase importance level } fragment Reason on Criterion { name weight value contribution reason }',
};
export const reweighedQuery: Operation<ReweighedQuery, ReweighedQueryVariables> = {
  name: 'Reweighed',
  text: 'query Reweighed($id: ID!, $weights: [WeightInput!]!) { requirement(id: $id) { reweigh(weights: $weights, first: 50) { totalCount edges { rank before movedBy move score crossRegional introduction { id state } needs { ...Fit } criteria { ...Reason } node { id name region sizeBand verified site { districtName } } } } } } fragment Fit on NeedFit { phrase importance level } fragment Reason on Criterion { name weight value contribution reason }',
};
export const togetherQuery: Operation<TogetherQuery, TogetherQueryVariables> = {
  name: 'Together',
  text: 'query Together($id: ID!) { requirement(id: $id) { consortia(first: 4) { totalCount edges { node { summary fit crossRegional handOverMinutes members { does supplier { id name region } } } } } } }',
};
export const publishMutation: Operation<PublishMutation, PublishMutationVariables> = {
  name: 'Publish',
  text: 'mutation Publish($id: ID!) { done: publishRequirement(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const closeMutation: Operation<CloseMutation, CloseMutationVariables> = {
  name: 'Close',
  text: 'mutation Close($id: ID!, $outcome: String) { done: closeRequirement(id: $id, outcome: $outcome) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const cloneMutation: Operation<CloneMutation, CloneMutationVariables> = {
  name: 'Clone',
  text: 'mutation Clone($id: ID!) { done: cloneRequirement(id: $id) { requirement { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const weighMutation: Operation<WeighMutation, WeighMutationVariables> = {
  name: 'Weigh',
  text: 'mutation Weigh($input: UpdateRequirementInput!) { done: updateRequirement(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const extendMutation: Operation<ExtendMutation, ExtendMutationVariables> = {
  name: 'Extend',
  text: 'mutation Extend($id: ID!, $closesOn: Date!) { done: extendRequirement(id: $id, closesOn: $closesOn) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const introducedHereQuery: Operation<IntroducedHereQuery, IntroducedHereQueryVariables> = {
  name: 'IntroducedHere',
  text: 'query IntroducedHere($id: ID!) { requirement(id: $id) { introductions(first: 100) { edges { node { id supplierId state steps } } } } }',
};
export const endingQuery: Operation<EndingQuery, EndingQueryVariables> = {
  name: 'Ending',
  text: 'query Ending($id: ID!) { requirement(id: $id) { title state buyer { id } introductions(first: 1, states: [SUGGESTED, INTERESTED, INVITED, SHORTLISTED]) { totalCount } } }',
};
export const takeBackMutation: Operation<TakeBackMutation, TakeBackMutationVariables> = {
  name: 'TakeBack',
  text: 'mutation TakeBack($id: ID!, $outcome: String) { done: withdrawRequirement(id: $id, reason: $outcome) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const attachMutation: Operation<AttachMutation, AttachMutationVariables> = {
  name: 'Attach',
  text: 'mutation Attach($input: AddAttachmentInput!) { announced: addAttachment(input: $input) { uploadUrl errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const detachMutation: Operation<DetachMutation, DetachMutationVariables> = {
  name: 'Detach',
  text: 'mutation Detach($id: ID!) { done: removeAttachment(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const setTermsMutation: Operation<SetTermsMutation, SetTermsMutationVariables> = {
  name: 'SetTerms',
  text: 'mutation SetTerms($requirementId: ID!, $text: String!) { done: setConfidentialityText(requirementId: $requirementId, text: $text) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const acceptTermsMutation: Operation<AcceptTermsMutation, AcceptTermsMutationVariables> = {
  name: 'AcceptTerms',
  text: 'mutation AcceptTerms($input: AcceptConfidentialityInput!) { done: acceptConfidentiality(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
