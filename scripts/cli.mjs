/** `npm run cli -- <command>`: the same preparation, then the command line. */
import { prepare, root } from './prerequisites.mjs';

process.chdir(root);
prepare();
await import('../dist/apps/cli/main.js');
