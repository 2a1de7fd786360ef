/**
 * Starts the product as its users do, asks it a question, ends it with Ctrl-C, and starts it again.
 * Fails when anything is missing, when a process stays behind, or when the second start loses what the first wrote.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const dataDir = await mkdtemp(join(tmpdir(), 'midlands-smoke-'));
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  SAMPLE_SIZE: process.env.SAMPLE_SIZE ?? '400',
  API_PORT: String(await freePort()),
  WEB_PORT: String(await freePort()),
  DATABASE_URL: '',
  REDIS_URL: '',
  SMTP_URL: '',
};

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

/** Every `npm start` of this run: each leads a process group of its own. */
const started = [];

/** Runs `npm start` until it says it is ready; gives what it printed and how to end it. */
async function start(patienceMs) {
  const began = performance.now();
  const child = spawn('npm', ['start'], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const exited = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
  while (!output.includes('Ready')) {
    assert(performance.now() - began < patienceMs, `not ready after ${patienceMs} ms:\n${output}`);
    assert(child.exitCode === null, `ended early:\n${output}`);
    await sleep(50);
  }
  const seconds = (performance.now() - began) / 1000;
  return {
    output: () => output,
    seconds,
    stop: async () => {
      // As a terminal does: the whole process group gets the signal.
      process.kill(-child.pid, 'SIGINT');
      const outcome = await Promise.race([exited, sleep(30_000, 'late', { ref: false })]);
      assert(outcome !== 'late', `still running 30 s after Ctrl-C:\n${output}`);
      assert(outcome.code === 0, `ended with ${JSON.stringify(outcome)}:\n${output}`);
    },
  };
}

async function ask(query, token) {
  const response = await fetch(`http://127.0.0.1:${env.API_PORT}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  assert(!errors, `GraphQL answered ${JSON.stringify(errors)}`);
  return data;
}

/** Who may see the matches of every requirement. */
async function signIn() {
  const { demoSignIn } = await ask(
    `mutation { demoSignIn(email: "officer@midlands-match.example") { token } }`,
  );
  return demoSignIn.token;
}

function killIfAlive(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Processes that still name our data folder. */
async function leftovers() {
  const { stdout } = spawn('ps', ['-eo', 'pid,args']);
  let text = '';
  for await (const chunk of stdout) text += chunk;
  return text.split('\n').filter((line) => line.includes(dataDir));
}

const question = `{
  searchSuppliers(query: "cnc machining", first: 3) { totalCount edges { score node { id name } } }
  requirements(first: 50) { totalCount edges { node { id matches(first: 2) { edges { score supplier { name } } } } } }
}`;

try {
  const first = await start(240_000);
  const answer = await ask(question, await signIn());
  assert(answer.searchSuppliers.edges.length > 0, 'a search finds nobody');
  assert(
    answer.requirements.edges.some(({ node }) => node.matches.edges.length > 0),
    'no requirement has a match',
  );
  const page = await fetch(`http://127.0.0.1:${env.WEB_PORT}/`);
  assert(page.status === 200 && (await page.text()).includes('<h1'), 'the portal does not answer');
  await first.stop();
  assert((await leftovers()).length === 0, `left running:\n${(await leftovers()).join('\n')}`);

  const second = await start(60_000);
  const again = await ask(question, await signIn());
  assert(JSON.stringify(again) === JSON.stringify(answer), 'the second start shows other data');
  await second.stop();
  assert((await leftovers()).length === 0, `left running:\n${(await leftovers()).join('\n')}`);
  console.log(
    `first start ${first.seconds.toFixed(1)} s, second ${second.seconds.toFixed(1)} s; nothing left running`,
  );
} catch (error) {
  console.error(error.message);
  console.error(await readFile(join(dataDir, 'postgres', 'server.log'), 'utf8').catch(() => ''));
  process.exitCode = 1;
} finally {
  // A check that failed has stopped nothing, and a product still running would keep this process waiting for ever.
  for (const { pid } of started) killIfAlive(-pid);
  for (const line of await leftovers()) killIfAlive(Number(line.trim().split(' ')[0]));
  await rm(dataDir, { recursive: true, force: true });
}
