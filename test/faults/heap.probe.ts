/** Loaded into the process under test before anything else: tells its parent, when asked, what it holds after collection. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('message', () => {
  collect();
  process.send!(process.memoryUsage());
});
// The parent asks when it likes; that alone must not keep this process alive.
process.channel?.unref();
