import {
  buildSchema,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { readFileSync } from 'node:fs';
import type { Operation } from '../api.client.js';

/** Items of each list of a full answer: enough for what stands between two of them, and for one enum value after another. */
const FULL = 3;

let known: GraphQLSchema | undefined;
const schema = (): GraphQLSchema => (known ??= buildSchema(readFileSync('schema.graphql', 'utf8')));

const words = (name: string): string => name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();

/** How much an answer tells. */
interface Amount {
  items: number;
  /** Whether what may be absent is there. */
  optional: boolean;
}

/**
 * Answers of an operation as the schema allows them, for tests of templates: everything there, one of each without what
 * may be absent, or nothing in any list. They follow the schema, so a template that misses a null is found by itself.
 */
class Sampler {
  private count = 0;
  private readonly fragments: Map<string, FragmentDefinitionNode>;

  constructor(
    private readonly text: string,
    private readonly amount: Amount,
  ) {
    this.fragments = new Map(
      parse(text).definitions.flatMap((one) =>
        one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
      ),
    );
  }

  answer(): unknown {
    const operation = parse(this.text).definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)!;
    return this.object(schema().getRootType(operation.operation)!, operation.selectionSet, true);
  }

  private object(type: GraphQLObjectType, selected: SelectionSetNode, isRoot = false): object {
    const made: Record<string, unknown> = {};
    for (const selection of selected.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        made[name] = this.value(type.getFields()[selection.name.value]!.type, selection, 0, isRoot);
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        Object.assign(made, this.object(type, this.fragments.get(selection.name.value)!.selectionSet));
      }
    }
    return made;
  }

  /** @param demanded what a page asks for by its id is there, or there is no page */
  private value(type: GraphQLOutputType, field: FieldNode, at: number, demanded = false): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, field, at, true);
    if (!demanded && !this.amount.optional) return null;
    if (isListType(type))
      return Array.from({ length: this.amount.items }, (_, index) =>
        this.value(type.ofType, field, index, true),
      );
    const named = getNamedType(type);
    return isObjectType(named)
      ? this.object(named, field.selectionSet!)
      : this.scalar(named, field.name.value, at);
  }

  private scalar(type: GraphQLNamedType, name: string, at: number): unknown {
    this.count += 1;
    if (isEnumType(type)) {
      const values = type.getValues();
      return values[(this.count + at) % values.length]!.name;
    }
    switch (type.name) {
      case 'ID':
        return `${name.replace(/[A-Z].*|Id$/, '')}_${String(this.count).padStart(26, '0')}`;
      case 'Int':
        return this.amount.items === 0 && name === 'totalCount' ? 0 : this.count * 7;
      case 'Float':
        return (this.count % 10) / 10;
      case 'Boolean':
        return this.amount.optional;
      case 'Date':
        return '2026-03-09';
      case 'DateTime':
        return '2026-03-09T10:30:00.000Z';
      default:
        if (name === 'isoWeek') return '2026-W11';
        if (['code', 'key', 'value'].includes(name)) return `${name}-${this.count}`;
        return /url$/i.test(name) || name === 'link' || name === 'website'
          ? `https://example.org/${this.count}`
          : `Some ${words(name)} & <${this.count}>`;
    }
  }
}

const sampled = <Data>({ text }: Operation<Data, never>, amount: Amount): Data =>
  new Sampler(text, amount).answer() as Data;

/** Everything an operation may answer, three of each, with characters that HTML would take for its own. */
export const fullAnswer = <Data>(operation: Operation<Data, never>): Data =>
  sampled(operation, { items: FULL, optional: true });

/** One of each, and nothing of what may be absent. */
export const bareAnswer = <Data>(operation: Operation<Data, never>): Data =>
  sampled(operation, { items: 1, optional: false });

/** Nothing in any list. */
export const emptyAnswer = <Data>(operation: Operation<Data, never>): Data =>
  sampled(operation, { items: 0, optional: false });
