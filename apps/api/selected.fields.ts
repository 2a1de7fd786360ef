import { type FragmentDefinitionNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Answers by selection and path: a compiled document comes again and again. */
const known = new WeakMap<SelectionSetNode, Map<string, boolean>>();

/** Whether the document asks for a field below the one being resolved, such as `['edges', 'node']`. */
export function asksFor({ fieldNodes, fragments }: GraphQLResolveInfo, path: readonly string[]): boolean {
  return fieldNodes.some(({ selectionSet }) => selectionSet && selects(selectionSet, path, fragments));
}

function selects(set: SelectionSetNode, path: readonly string[], fragments: Fragments): boolean {
  const key = path.join('.');
  let answers = known.get(set);
  if (!answers) known.set(set, (answers = new Map<string, boolean>()));
  let answer = answers.get(key);
  if (answer === undefined) answers.set(key, (answer = look(set, path, fragments)));
  return answer;
}

function look(set: SelectionSetNode, [name, ...below]: readonly string[], fragments: Fragments): boolean {
  return set.selections.some((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        if (selection.name.value !== name) return false;
        return (
          below.length === 0 ||
          (selection.selectionSet !== undefined && selects(selection.selectionSet, below, fragments))
        );
      case Kind.INLINE_FRAGMENT:
        return selects(selection.selectionSet, [name!, ...below], fragments);
      case Kind.FRAGMENT_SPREAD:
        return selects(fragments[selection.name.value]!.selectionSet, [name!, ...below], fragments);
    }
  });
}
