import type {
  FacetDimension,
  SearchOrder,
  SizeBand,
  SuggestionKind,
  UnderstoodQuery as UnderstoodByEngine,
} from '#lib/matching';
import type { CombinedAuthority, Region, SectorCode } from '#lib/taxonomy';
import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import {
  CombinedAuthorityEnum,
  FacetDimensionEnum,
  QueryPartKindEnum,
  RegionEnum,
  SectorCodeEnum,
  SizeBandEnum,
  SuggestionKindEnum,
} from './enums.js';
import { Explanation } from './match.types.js';
import { connectionOf } from './page.types.js';
import { Supplier } from './supplier.types.js';

@InputType({
  description: 'Any of the values of one dimension, all dimensions. An empty dimension filters nothing.',
})
export class SupplierFilter {
  @Field(() => [RegionEnum], { nullable: true })
  regions?: Region[] | null;

  @Field(() => [CombinedAuthorityEnum], { nullable: true })
  combinedAuthorities?: NonNullable<CombinedAuthority>[] | null;

  @Field(() => [String], { nullable: true, description: 'Codes of districts.' })
  districts?: string[] | null;

  @Field(() => [SectorCodeEnum], { nullable: true })
  sectors?: SectorCode[] | null;

  @Field(() => [String], { nullable: true, description: 'Scheme codes, held in date.' })
  certifications?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Capability codes, or anything narrower.' })
  capabilities?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Codes of zones.' })
  zones?: string[] | null;

  @Field(() => [SizeBandEnum], { nullable: true })
  sizeBands?: SizeBand[] | null;
}

@ObjectType({ description: 'Words of a query and what they were read as.' })
export class QueryFacet {
  @Field(() => ID, { description: 'Send it in "without" to search as if these words were not there.' })
  key!: string;

  @Field(() => QueryPartKindEnum)
  kind!: string;

  @Field(() => String, { description: 'What to show.' })
  label!: string;

  @Field(() => String, { description: 'The words as typed.' })
  text!: string;

  @Field(() => Int, { description: 'Where they stand in the query, counted in UTF-16 units.' })
  start!: number;

  @Field(() => Int)
  end!: number;

  @Field(() => Boolean)
  removable!: boolean;
}

@ObjectType({ description: 'A word put right.' })
export class Correction {
  @Field(() => String)
  from!: string;

  @Field(() => String)
  to!: string;
}

@ObjectType({ description: 'How a query was read.' })
export class UnderstoodQuery {
  @Field(() => [QueryFacet])
  facets!: QueryFacet[];

  @Field(() => String, { description: 'What is left for text search.' })
  text!: string;

  @Field(() => [Correction])
  corrections!: Correction[];
}

@ObjectType({ description: 'A value to narrow by, and how many it leaves.' })
export class FacetValue {
  @Field(() => String, { description: 'Send it in the filter.' })
  value!: string;

  @Field(() => String, { description: 'What to show.' })
  label!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType({ description: 'The values of one dimension of a filter.' })
export class FilterValues {
  @Field(() => String, { description: 'Name of the field of the filter.' })
  dimension!: string;

  @Field(() => [String])
  values!: string[];
}

@ObjectType({ description: 'A dimension a search can be narrowed by.' })
export class Facet {
  @Field(() => FacetDimensionEnum)
  dimension!: FacetDimension;

  @Field(() => [FacetValue])
  values!: FacetValue[];
}

@ObjectType({ description: 'A supplier found, and why.' })
export class SupplierSearchEdge {
  @Field(() => String)
  cursor!: string;

  supplierId!: string;

  @Field(() => Float, {
    description: '0 to 1. Words of the query that no supplier uses count as asked for and not met.',
  })
  score!: number;

  @Field(() => Boolean, {
    description:
      'False for one that scores below 45 % of the best found, for everybody where the search is not answered, and for one that is not eligible.',
  })
  likely!: boolean;

  @Field(() => Supplier)
  node?: Supplier;

  @Field(() => Explanation)
  explanation?: Explanation;
}

/** A search as it was asked for. */
export interface SearchRequest {
  query: string;
  filter: SupplierFilter | null;
  orderBy: SearchOrder;
  without: string[];
  includeBlocked: boolean;
  first: number;
  after: string | null;
}

@ObjectType({ description: 'A search that is looser by one thing, and what it finds.' })
export class SearchRelaxation {
  @Field(() => String, { description: 'What is looser, in words.' })
  label!: string;

  @Field(() => String, { description: 'Send it as the query.' })
  query!: string;

  @Field(() => [String], { description: 'Send it as "without".' })
  without!: string[];

  @Field(() => [FilterValues], {
    description: 'Send it as the filter: what is left of the one that was sent.',
  })
  filter!: FilterValues[];

  @Field(() => Int, { description: 'How many suppliers it finds.' })
  count!: number;

  @Field(() => Int, { description: 'How many more than the search as sent.' })
  adds!: number;
}

@ObjectType()
export class SupplierSearchConnection extends connectionOf(() => SupplierSearchEdge) {
  /** What was asked, for the fields that are worked out when they are selected. */
  request!: SearchRequest;

  searched!: UnderstoodByEngine;

  @Field(() => UnderstoodQuery)
  understood!: UnderstoodQuery;

  @Field(() => [Facet])
  facets!: Facet[];

  @Field(() => Int, { description: 'How many more one stated condition rules out.' })
  blockedCount!: number;

  @Field(() => Boolean, {
    description:
      'False where even the best found shows less than 38 % of what was asked for by what it says of itself: nobody is likely then.',
  })
  answered!: boolean;

  @Field(() => [String], { description: 'Words of the query that no supplier uses.' })
  unusedWords!: string[];
}

@ObjectType({ description: 'How a query that is being typed could go on.' })
export class Suggestion {
  @Field(() => SuggestionKindEnum)
  kind!: SuggestionKind;

  @Field(() => String, { description: 'The whole query, completed; for a supplier, its name.' })
  text!: string;

  @Field(() => String, { description: 'What the completed words mean.' })
  label!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Capability or scheme code, or id of the supplier; null for a place.',
  })
  code!: string | null;
}
