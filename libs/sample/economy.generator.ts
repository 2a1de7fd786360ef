import { buyerAt } from './buyer.generator.js';
import { clusterBodyOf, clusterPatterns } from './cluster-body.generator.js';
import type { Economy, EconomyOptions, SampleBuyer, SamplePerson } from './economy.types.js';
import { requirementAt } from './requirement.generator.js';
import { supplierAt } from './supplier.generator.js';

const MOST = { suppliers: 1_000_000, requirements: 1_000_000, buyers: 10_000 } as const;

/**
 * An invented Midlands economy: suppliers of all five sectors and their tiers in both regions, manufacturers that buy,
 * their requirements, and cluster bodies. The same options give the same economy to the byte, and the first k suppliers
 * are the same whatever the size. Nothing is held in memory but the buyers.
 *
 * @throws RangeError when a number is not whole or out of range, or `today` is not an ISO date
 */
export function generateEconomy(options: EconomyOptions): Economy {
  const { suppliers = 3_000, seed = 1, requirements = 120, buyers = 40, today } = options;
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(Date.parse(today))) {
    throw new RangeError(`today must be an ISO date, not "${today}"`);
  }
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, not ${seed}`);
  demandWithin('suppliers', suppliers, MOST.suppliers);
  demandWithin('requirements', requirements, MOST.requirements);
  demandWithin('buyers', buyers, MOST.buyers);
  if (requirements > 0 && buyers === 0) throw new RangeError('requirements need at least one buyer');
  const patterns = clusterPatterns().slice(0, options.clusterBodies ?? clusterPatterns().length);
  const scheme = `sample:${seed}`;
  const setting = { seed, today, scheme, clusters: patterns };
  const counts = { suppliers, requirements, buyers, clusterBodies: patterns.length };

  const economy: Economy = {
    seed,
    today,
    scheme,
    counts,
    *suppliers() {
      for (let index = 0; index < suppliers; index += 1) yield supplierAt(index, setting);
    },
    *buyers() {
      for (let index = 0; index < buyers; index += 1) yield buyerAt(index, seed, scheme);
    },
    *requirements() {
      const placing: SampleBuyer[] = [...economy.buyers()];
      for (let index = 0; index < requirements; index += 1) yield requirementAt(index, setting, placing);
    },
    clusterBodies: () => patterns.map((pattern) => clusterBodyOf(pattern, scheme)),
    people: () => demoPeople(counts),
  };
  return economy;
}

function demandWithin(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new RangeError(`${name} must be a whole number from 0 to ${most}, not ${value}`);
  }
}

/** With seed 1 a machine shop of 37 people, certified, in two cluster bodies and on three lists: something to see on every page. */
const MACHINE_SHOP = 58;

/** One person of each kind to sign in as; their addresses are reserved for examples. */
function demoPeople({ buyers, suppliers, clusterBodies }: Economy['counts']): SamplePerson[] {
  const address = (who: string): string => `${who}@midlands-match.example`;
  const people: SamplePerson[] = [
    { email: address('officer'), name: 'Olive Officer', staffRoles: ['OFFICER'], membership: null },
  ];
  if (buyers > 0) {
    const membership = { of: 'buyer', index: 0, role: 'OWNER' } as const;
    people.push({ email: address('buyer'), name: 'Bashir Buyer', staffRoles: [], membership });
  }
  if (suppliers > 0) {
    const index = Math.min(MACHINE_SHOP, suppliers - 1);
    const membership = { of: 'supplier', index, role: 'OWNER' } as const;
    people.push({ email: address('supplier'), name: 'Sandra Supplier', staffRoles: [], membership });
  }
  const [first] = clusterPatterns();
  if (clusterBodies > 0 && first) {
    const membership = { of: 'clusterBody', key: first.key, role: 'CLUSTER_MANAGER' } as const;
    people.push({ email: address('cluster'), name: 'Clive Cluster', staffRoles: [], membership });
  }
  return people;
}
