import { QueueWatch, readStoreFigures, type StoreFigures, systemActor, type UnitOfWork } from '#lib/platform';
import { Gauge, type Registry } from 'prom-client';

/** What waits in the store, by the name of its gauge. */
const FIGURES = {
  relay_jobs_waiting: ['jobsToRelay', 'Jobs of the change log that nobody has taken to a queue yet.'],
  relay_lag_seconds: ['relayLagSeconds', 'Age of the oldest of them; 0 when there is none.'],
  letters_waiting: ['lettersWaiting', 'Letters to be sent.'],
  letters_overdue: ['lettersOverdue', 'Letters whose time came twenty minutes ago or more.'],
  letters_failed_week: ['lettersFailed', 'Letters given up in the last seven days.'],
  letters_sent_day: ['lettersSent', 'Letters sent in the last day.'],
  mail_addresses_suspended: ['addressesSuspended', 'Addresses that letters do not go to.'],
} as const satisfies Readonly<Record<string, readonly [keyof StoreFigures, string]>>;

const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/**
 * What waits for the whole service, told by each worker: alarms need it before anybody opens the page of an officer. Read when it is asked for; what
 * cannot be read is left out, so that the rest is still told.
 */
export function registerServiceGauges(
  registry: Registry,
  { unitOfWork, queues }: { unitOfWork: UnitOfWork; queues: QueueWatch },
): void {
  const readings = sharedReadings(() =>
    readStoreFigures(unitOfWork.reading({ actor: systemActor('metrics') })),
  );
  for (const [name, [figure, help]] of Object.entries(FIGURES)) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const figures = await readings();
        if (figures) this.set(figures[figure]);
        else this.remove();
      },
    });
  }
  new Gauge({
    name: 'queue_jobs',
    help: 'Jobs of a queue by their state.',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      const figures = await queues.look().catch(() => []);
      for (const queue of figures)
        for (const state of STATES) this.set({ queue: queue.name, state }, queue[state]);
    },
  });
}

/** One reading for all gauges that are asked at a time; undefined when it fails. */
function sharedReadings<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let current: Promise<T | undefined> | undefined;
  return () =>
    (current ??= read()
      .catch(() => undefined)
      .finally(() => (current = undefined)));
}
