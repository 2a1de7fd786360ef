/** `npm start`: installs and builds what is missing, then starts everything. */
import { prepare, root } from './prerequisites.mjs';

process.chdir(root);
prepare();
process.argv.splice(2, process.argv.length, 'up', ...process.argv.slice(2));
await import('../dist/apps/cli/main.js');
