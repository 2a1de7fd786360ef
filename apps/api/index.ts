export { ApiModule } from './api.module.js';
export { type ApiOptions, type RunningApi, startApi } from './api.server.js';
export type { DeclaredOperation } from './access.scan.js';
export { documentLimits, weighOperation } from './document.cost.js';
export { fieldCosts } from './field.costs.js';
export { MOST_TOKENS } from './graphql.socket.js';
export { SearchWarming } from './search.warming.js';
