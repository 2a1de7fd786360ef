import { api } from './api.bench.js';
import type { BenchSection } from './bench.report.js';
import { costly } from './costly.bench.js';
import { digests } from './digests.bench.js';
import { edits } from './edits.bench.js';
import { engineGrowth } from './engine-growth.bench.js';
import { engineSearch } from './engine-search.bench.js';
import { engineUpkeep } from './engine-upkeep.bench.js';
import { footing } from './footing.bench.js';
import { freshness } from './freshness.bench.js';
import { fullRematch } from './full-rematch.bench.js';
import { portal } from './portal.bench.js';
import { registerImport } from './register-import.bench.js';
import { searchPeers } from './search-peers.bench.js';
import { storedRematch } from './stored-rematch.bench.js';

/** Every section, in the order in which they run. */
export const benchSections: readonly BenchSection[] = [
  registerImport,
  engineSearch,
  searchPeers,
  fullRematch,
  engineUpkeep,
  engineGrowth,
  storedRematch,
  footing,
  freshness,
  edits,
  api,
  portal,
  costly,
  digests,
];
