import { BuyerService, ClusterBodyService, PlaceService, SupplierService } from '#lib/directory';
import { PersonService } from '#lib/identity';
import { freePort } from '#lib/platform';
import { eventually } from '#lib/platform/testing';
import { RequirementService } from '#lib/requirements';
import { generateEconomy, loadEconomy } from '#lib/sample';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningWorker, startWorker } from '../../apps/worker/index.js';
import { type ApiKit, startApiKit } from './api.kit.js';
import { GuideAnswers } from './guide.answers.js';
import { type Example, readExamples } from './guide.reader.js';
import { GuideShell } from './guide.shell.js';

const examples = await readExamples('docs/api.md');

/** For what happens in the background, on a machine that does much else, ms. */
const LONGEST = 60_000;

let kit: ApiKit;
let worker: RunningWorker;
let shell: GuideShell;
let answers: GuideAnswers;
beforeAll(async () => {
  kit = await startApiKit({ NODE_ENV: 'test' });
  const places = new PlaceService();
  const stores = {
    unitOfWork: kit.db.unitOfWork,
    suppliers: new SupplierService(places),
    buyers: new BuyerService(places),
    clusterBodies: new ClusterBodyService(),
    requirements: new RequirementService(places),
    people: new PersonService(),
  };
  const today = kit.db.reading().today();
  await loadEconomy(stores, generateEconomy({ suppliers: 200, requirements: 12, today }));
  worker = await startWorker(kit.config, { databaseUrl: kit.db.url, log: kit.db.log });
  shell = await GuideShell.open({ ...process.env, DATABASE_URL: kit.db.url, LOG_LEVEL: 'silent' });
  answers = new GuideAnswers({
    'http://localhost:4000': kit.url,
    8900: String(await freePort()),
  });
  await eventually(
    'the suppliers to be found',
    async () => {
      const { data } = await kit.ask('{ searchSuppliers(first: 1) { totalCount } }');
      return data?.searchSuppliers.totalCount > 100;
    },
    LONGEST,
  );
});
afterAll(async () => {
  await shell?.close();
  await worker?.stop();
  await kit?.stop();
});

describe('each example of docs/api.md does what the page says', () => {
  it('and there are examples', () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  it.each(examples.map((example): [string, Example] => [nameOf(example), example]))(
    '%s',
    async (_, example) => {
      const { answer, printed } = example;
      const sent = answers.fill(`${example.text}${example.variables ?? ''}`);
      const given = await run(example);
      if (answer?.language === 'json') {
        expect(answers.differences(JSON.parse(answer.text), JSON.parse(given), sent)).toEqual([]);
      } else if (answer) expect(given.trim()).toBe(answers.fill(answer.text).trim());
      if (printed !== undefined) {
        await eventually(`"${printed}"`, () => Promise.resolve(shell.printed.includes(printed)), LONGEST);
      }
    },
  );
});

function nameOf({ line, language, text }: Example): string {
  return `line ${line}, ${language}: ${text.trim().split('\n')[0]!.slice(0, 60)}`;
}

function run({ language, role, text, variables = '{}' }: Example): Promise<string> {
  const filled = answers.fill(text);
  switch (language) {
    case 'graphql':
      return ask(filled, JSON.parse(answers.fill(variables)) as object);
    case 'js':
      return role === 'background' ? shell.start(filled) : shell.program(filled);
    case 'sh':
      return shell.run(filled);
    default:
      throw new Error(`The guide has an example in ${language}, and nothing runs it.`);
  }
}

async function ask(query: string, variables: object): Promise<string> {
  const response = await fetch(`${kit.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${shell.variables.TOKEN}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.text())
    .replaceAll(kit.config.apiPublicUrl, kit.url)
    .replaceAll(/,"locations":\[[^\]]*\]/g, '');
}
