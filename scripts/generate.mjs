/**
 * `npm run generate`: types of what the portal asks the API, from schema.graphql and the documents of its pages, and the
 * engine's kernels (kernels.mjs). Beside each document.graphql comes a document.operations.ts with its operations; the enums
 * and inputs they use are in one schema.types.ts. What comes out is committed, so that neither `npm start` nor the build needs
 * the generator.
 * With `--check` nothing is written: it fails, and names each file that is not as it would be made.
 */
import { codegen } from '@graphql-codegen/core';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { buildSchema, parse, print, printSchema, visit } from 'graphql';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { assembleKernels, kernels } from './kernels.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = 'apps/web/';
const portal = root + web;
const check = process.argv.includes('--check');
const header = '// Made by `npm run generate`. Change the document, or the schema, instead.';

const config = {
  scalars: { ID: 'string', Date: 'string', DateTime: 'string' },
  strictScalars: true,
  immutableTypes: true,
  arrayInputCoercion: false,
  disableDescriptions: true,
  inlineFragmentTypes: 'inline',
};

const lowerFirst = (name) => name.charAt(0).toLowerCase() + name.slice(1);
const upperFirst = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** The names of the fragments a node spreads, itself or through another fragment. */
function fragmentsOf(node, fragments, found = new Set()) {
  visit(node, {
    FragmentSpread({ name: { value } }) {
      if (found.has(value)) return;
      found.add(value);
      fragmentsOf(fragments.get(value), fragments, found);
    },
  });
  return found;
}

/** Each operation as a value: its own text with the fragments it uses, and nothing of its neighbours. */
const operationValues = {
  plugin(_schema, documents) {
    const definitions = documents.flatMap(({ document }) => document.definitions);
    const fragments = new Map(
      definitions
        .filter(({ kind }) => kind === 'FragmentDefinition')
        .map((fragment) => [fragment.name.value, fragment]),
    );
    return definitions
      .filter(({ kind }) => kind === 'OperationDefinition')
      .map((operation) => {
        const name = operation.name.value;
        const type = name + upperFirst(operation.operation);
        const used = [...fragmentsOf(operation, fragments)].map((fragment) => fragments.get(fragment));
        const text = [operation, ...used].map(print).join('\n').replaceAll(/\s+/g, ' ');
        return `export const ${lowerFirst(type)}: Operation<${type}, ${type}Variables> = { name: '${name}', text: ${JSON.stringify(text)} };`;
      })
      .join('\n');
  },
};

const pluginMap = { operationTypes, operationValues, add: { plugin: (_s, _d, { content }) => content } };

const schemaAst = buildSchema(await readFile(`${root}schema.graphql`, 'utf8'));
const schema = parse(printSchema(schemaAst));
const style = await prettier.resolveConfig(`${portal}index.ts`);

const make = async (documents, plugins, options, skipDocumentsValidation = false) =>
  prettier.format(
    await codegen({
      filename: 'document.operations.ts',
      schema,
      schemaAst,
      documents,
      config: { ...config, ...options },
      skipDocumentsValidation,
      plugins: [{ add: { content: header } }, ...plugins],
      pluginMap,
    }),
    { ...style, parser: 'typescript' },
  );

const paths = (await readdir(portal, { recursive: true })).sort();
const documents = await Promise.all(
  paths
    .filter((path) => path.endsWith('.graphql'))
    .map(async (path) => ({ location: path, document: parse(await readFile(portal + path, 'utf8')) })),
);

const made = new Map(await assembleKernels(root));
// Two pages may name an operation alike, so documents are validated one by one, below.
made.set(
  `${web}schema.types.ts`,
  await make(documents, [{ operationTypes: {} }], { generateOperationTypes: false }, true),
);
for (const document of documents) {
  const up = document.location.includes('/') ? '../' : './';
  made.set(
    web + document.location.replace(/graphql$/, 'operations.ts'),
    await make(
      [document],
      [
        { add: { content: `import type { Operation } from '${up}api.client.js';` } },
        { operationTypes: {} },
        { operationValues: {} },
      ],
      {
        importSchemaTypesFrom: `${up}schema.types.ts`,
        importExtension: '.js',
        namespacedImportName: 'Schema',
        useTypeImports: true,
      },
    ),
  );
}

const stale = [];
for (const [path, text] of made) {
  if ((await readFile(root + path, 'utf8').catch(() => '')) === text) continue;
  stale.push(path);
  if (!check) await writeFile(root + path, text);
}
const present = [
  ...paths.map((path) => web + path),
  ...(await readdir(root + kernels)).map((name) => kernels + name),
];
for (const path of present.filter((one) => /\.(operations|kernel)\.ts$/.test(one) && !made.has(one))) {
  stale.push(path);
  if (!check) await rm(root + path);
}
const named = stale.map((path) => `  ${path}`).join('\n');
if (stale.length) console.log(`${check ? 'Not as generated; run `npm run generate`' : 'Written'}:\n${named}`);
if (check && stale.length) process.exit(1);
