import { type Product, startProduct } from './running.product.js';

/** Names an address of a portal that runs already, for whoever writes browser tests; else one is started. */
export const portalVariable = 'PORTAL_URL';
const SUPPLIERS = 120;

/** One running product for all browser tests of a run. */
export default async function setUp(): Promise<void> {
  if (process.env[portalVariable]) return;
  const product: Product = await startProduct(SUPPLIERS);
  process.env[portalVariable] = product.web;
  Object.assign(globalThis, { tearDownTestServer: () => product.stop() });
}
