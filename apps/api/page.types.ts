import type { Type } from '@nestjs/common';
import { Field, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Where a page of a connection stands.' })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface EdgeOf<Node> {
  cursor: string;
  node: Node;
}

/** The edge type of a connection; extend it to add what belongs to the link and not to the node. */
export function edgeOf<Node>(node: () => Type<Node>): Type<EdgeOf<Node>> {
  @ObjectType({ isAbstract: true })
  abstract class Edge implements EdgeOf<Node> {
    @Field(() => String)
    cursor!: string;

    @Field(node)
    node!: Node;
  }
  return Edge as Type<EdgeOf<Node>>;
}

export interface ConnectionOf<Edge> {
  edges: Edge[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** The connection type over an edge type, as in the Relay specification, with a total. */
export function connectionOf<Edge>(edge: () => Type<Edge>): Type<ConnectionOf<Edge>> {
  @ObjectType({ isAbstract: true })
  abstract class Connection implements ConnectionOf<Edge> {
    @Field(() => [edge()])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many there are on all pages.' })
    totalCount!: number;
  }
  return Connection as Type<ConnectionOf<Edge>>;
}

/** A page as a connection. */
export function toConnection<Edge extends { cursor: string }>(
  edges: Edge[],
  page: { totalCount: number; hasNextPage: boolean; after: string | null },
): ConnectionOf<Edge> {
  return {
    edges,
    totalCount: page.totalCount,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
