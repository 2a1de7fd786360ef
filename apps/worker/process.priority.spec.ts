import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { platform } from 'node:process';

const tell = `
  const { readdirSync, readFileSync } = await import('node:fs');
  const { letOthersGoFirst } = await import(process.argv[1]);
  letOthersGoFirst();
  // After the name, which may hold anything: the seventeenth field is the priority.
  const of = (thread) => readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').replace(/^.*\\) /, '').split(' ')[16];
  console.log(readdirSync('/proc/self/task').map(of).join(' '));
`;

(platform === 'linux' ? it : it.skip)('lowers the threads that collect and compile as well', () => {
  const module = new URL('./process.priority.js', import.meta.url).href;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', tell, module], {
    encoding: 'utf8',
  });
  const priorities = said.trim().split(' ');
  expect(priorities.length).toBeGreaterThan(1);
  expect(new Set(priorities)).toEqual(new Set(['10']));
});
