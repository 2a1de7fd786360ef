import type { MatchIndexHolder, NearMissBook } from '#lib/match-lists';
import type { JobHandler } from '#lib/platform';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the worker tells about itself, in a registry of its own: two workers may share a process in tests. */
export class WorkerMetrics {
  readonly registry = new Registry();
  private readonly durations: Histogram<'job' | 'outcome'>;

  constructor(holder: MatchIndexHolder, nearly: NearMissBook) {
    collectDefaultMetrics({ register: this.registry });
    this.durations = new Histogram({
      name: 'job_duration_seconds',
      help: 'Time a job took, by kind and outcome.',
      labelNames: ['job', 'outcome'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
      registers: [this.registry],
    });
    new Gauge({
      name: 'match_index_suppliers',
      help: 'Suppliers in the match index of this process.',
      registers: [this.registry],
      collect() {
        this.set(holder.size);
      },
    });
    new Gauge({
      name: 'near_miss_requirements',
      help: 'Requirements whose near misses are at hand, for digests that are due soon.',
      registers: [this.registry],
      collect() {
        this.set(nearly.size);
      },
    });
  }

  /** The handler, with its time measured. */
  timed(handler: JobHandler): JobHandler {
    return {
      ...handler,
      handle: async (payload, run) => {
        const end = this.durations.startTimer({ job: handler.job.name });
        try {
          const result = await handler.handle(payload, run);
          end({ outcome: 'done' });
          return result;
        } catch (error) {
          end({ outcome: 'failed' });
          throw error;
        }
      },
    };
  }
}
