import {
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { GraphqlContext } from './request.context.js';

type Field = GraphQLField<unknown, GraphqlContext, Record<string, unknown>>;

/**
 * Makes a field of the root of queries that a document asks for under several names, with the same arguments and the
 * same selection, work its answer out once. A document that asks for nothing twice pays for none of this.
 */
export function withAskedOnce(schema: GraphQLSchema): GraphQLSchema {
  const fields: readonly Field[] = Object.values(schema.getQueryType()?.getFields() ?? {});
  fields.forEach(answerOnce);
  return schema;
}

function answerOnce(field: Field): void {
  const { resolve } = field;
  if (!resolve) return;
  field.resolve = (root, given, context, info) => {
    if (!asksTwice(info)) return resolve(root, given, context, info);
    // What a field reads may depend on what is asked for below it.
    const selections = info.fieldNodes.map(({ selectionSet }) => (selectionSet ? textOf(selectionSet) : ''));
    const key = JSON.stringify([info.fieldName, given, selections]);
    return context.ctx.once(`asked once: ${key}`, () => resolve(root, given, context, info));
  };
}

const known = new WeakMap<OperationDefinitionNode, boolean>();

/** Whether any field stands at the root more than once, or may by a fragment. */
function asksTwice({ operation }: GraphQLResolveInfo): boolean {
  let answer = known.get(operation);
  if (answer === undefined) {
    const { selections } = operation.selectionSet;
    const names = selections.flatMap((part) => (part.kind === Kind.FIELD ? [part.name.value] : []));
    answer = names.length < selections.length || new Set(names).size < names.length;
    known.set(operation, answer);
  }
  return answer;
}

const texts = new WeakMap<SelectionSetNode, string>();

function textOf(set: SelectionSetNode): string {
  let text = texts.get(set);
  if (text === undefined) texts.set(set, (text = print(set)));
  return text;
}
