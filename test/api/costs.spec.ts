import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, type GraphQLSchema, Kind, parse } from 'graphql';
import { readdir, readFile } from 'node:fs/promises';
import { documentLimits, fieldCosts, weighOperation } from '../../apps/api/index.js';
import { documentOf, engineAtWork, fullSelection } from '../access/access.documents.js';
import { lookingElsewhere, samples } from '../access/access.samples.js';
import { readExamples } from './guide.reader.js';

interface Asked {
  name: string;
  text: string;
}

interface Weighed {
  name: string;
  cost: number;
  depth: number;
  roots: number;
}

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = buildSchema(await readFile('schema.graphql', 'utf8'));
});

/** Its costs with the largest pages that its variables may ask for. */
function weighed({ name, text }: Asked): Weighed {
  const document = parse(text);
  const operation = document.definitions.find((part) => part.kind === Kind.OPERATION_DEFINITION)!;
  const variables = Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => {
      const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
      const kind = named.kind === Kind.NAMED_TYPE ? named.name.value : '';
      return [variable.name.value, kind === 'Int' ? 100 : kind === 'Boolean' ? true : undefined];
    }),
  );
  return { name, ...weighOperation(document, operation, variables, schema) };
}

/** All within the limits; tells the dearest. */
function expectAllFit(what: string, asked: readonly Asked[]): void {
  expect(asked.length).toBeGreaterThan(0);
  const found = asked.map(weighed).sort((a, b) => b.cost - a.cost);
  const dearest = found.slice(0, 3).map(({ name, cost }) => `${name} ${cost}`);
  process.stdout.write(`${what}: ${found.length}, dearest ${dearest.join(', ')}\n`);
  const { cost, depth, roots } = documentLimits;
  expect(found.filter((one) => one.cost > cost || one.depth > depth || one.roots > roots)).toEqual([]);
}

describe('the costs of what is asked', () => {
  it('let the portal ask all that it asks', async () => {
    const files = (await readdir('dist/apps/web', { recursive: true })).filter((file) =>
      file.endsWith('document.operations.js'),
    );
    const operations = await Promise.all(
      files.map(async (file) => {
        const found = (await import(`../../apps/web/${file}`)) as Record<string, Asked>;
        return Object.values(found);
      }),
    );
    expectAllFit('operations of the portal', operations.flat());
  });

  it('let through every example of the guide but the one that is too costly', async () => {
    const examples = (await readExamples('docs/api.md')).filter(({ language }) => language === 'graphql');
    const allowed = examples.filter(({ answer }) => !answer?.text.includes('TOO_COSTLY'));
    expect(examples.length - allowed.length).toBe(1);
    const asked = allowed.map(({ line, text }) => ({ name: `line ${line}`, text }));
    expectAllFit('examples of the guide', asked);
  });

  it('let access be looked into four levels deep', () => {
    const ids = new Proxy<Record<string, string>>({}, { get: () => 'org_01h455vb4pex5vsknk084sn02q' });
    const places = [...Object.entries(samples), ...lookingElsewhere];
    const asked = places
      .filter(([operation]) => operation.startsWith('Query.'))
      .map(([operation, sample]) => ({
        name: operation,
        text: documentOf(
          operation,
          sample(ids),
          fullSelection(schema, operation, 4, engineAtWork(operation)),
        ),
      }));
    expectAllFit('operations with all that hangs on them', asked);
  });

  it('let an explorer ask for the whole schema', () => {
    expectAllFit('introspection', [
      { name: 'all of it', text: getIntrospectionQuery({ schemaDescription: true }) },
    ]);
  });

  it('are stated for every operation, and for nothing that is not there', () => {
    const queries = Object.keys(schema.getQueryType()!.getFields()).map((name) => `Query.${name}`);
    expect(queries.filter((name) => !(name in fieldCosts))).toEqual([]);
    const unknown = Object.keys(fieldCosts).filter((key) => {
      const [, type, field, argument] = /^(\w+)\.(\w+)(?:\((\w+)\))?$/.exec(key) ?? [];
      const found = schema.getType(type!);
      const fields = found && 'getFields' in found ? found.getFields() : {};
      const known = fields[field!];
      return !known || (argument && 'args' in known && !known.args.some(({ name }) => name === argument));
    });
    expect(unknown).toEqual([]);
  });
});
