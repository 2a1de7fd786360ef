import { BuyerService, ClusterBodyService, PlaceService, SupplierService } from '#lib/directory';
import { PersonService } from '#lib/identity';
import {
  AwardService,
  destination,
  INTRODUCTION_STATES,
  type IntroductionAction,
  IntroductionMessageService,
  type IntroductionSide,
  type IntroductionState,
  IntroductionSteps,
} from '#lib/introductions';
import { MatchIndexHolder, MatchListService } from '#lib/match-lists';
import { NotificationService } from '#lib/notifications';
import { systemActor, UnitOfWork } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { RequirementService } from '#lib/requirements';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateEconomy } from './economy.generator.js';
import { loadEconomy } from './economy.loader.js';
import { loadHistory } from './history.loader.js';
import { type MatchedRequirement, planHistory } from './history.plan.js';

const today = '2026-11-23';
const now = new Date(`${today}T17:00:00Z`);

describe('the plan of a history', () => {
  const matched: MatchedRequirement[] = Array.from({ length: 120 }, (_, at) => ({
    id: `r${at + 1}`,
    no: at + 1,
    valueGbp: 400_000,
    replyDays: 10,
    open: at % 9 !== 0,
    buyerSignsIn: at === 4 || at === 7,
    suppliers: Array.from({ length: 14 }, (_ignored, rank) => `s${at}-${rank}`),
    guests: at === 6 ? ['guest'] : [],
  }));

  it('is the same every time, another with another seed, and every step of it may be taken', () => {
    const steps = planHistory(matched, 1);
    expect(planHistory(matched, 1)).toEqual(steps);
    expect(planHistory(matched, 2)).not.toEqual(steps);
    const states = new Map<string, IntroductionState>();
    for (const { requirementId, supplierId, action, side } of steps) {
      const pair = `${requirementId}:${supplierId}`;
      const to = destination(action, side, states.get(pair) ?? null);
      expect([pair, action, to]).toEqual([pair, action, expect.any(String)]);
      states.set(pair, to!);
    }
    const count = (state: IntroductionState): number =>
      [...states.values()].filter((one) => one === state).length;
    for (const state of INTRODUCTION_STATES) expect([state, count(state) >= 8]).toEqual([state, true]);
    expect(states.has('r7:guest')).toBe(true);
    // Of a buyer who signs in: some, and others left to invite.
    const approached = [...states.keys()].filter((pair) => pair.startsWith('r8:')).length;
    expect([approached > 0, approached <= 7]).toEqual([true, true]);
  });

  it('leaves suppliers out of what only those invited may know of, and one requirement in four alone, but none of a buyer who signs in', () => {
    const steps = planHistory(matched, 1);
    for (const { requirementId, side, action } of steps) {
      const { no, open } = matched.find(({ id }) => id === requirementId)!;
      expect(no % 4 === 0 && no !== 8).toBe(false);
      if (!open) expect(`${side} ${action}`).not.toBe('BROKER SUGGEST');
    }
  });
});

describe('the history of the sample economy', () => {
  let db: TestDatabase;
  let holder: MatchIndexHolder;
  let load: () => Promise<number>;

  beforeAll(async () => {
    db = await openTestDatabase(schema);
    db.clock.now = now;
    const places = new PlaceService();
    const requirements = new RequirementService(places);
    const stores = {
      unitOfWork: db.unitOfWork,
      suppliers: new SupplierService(places),
      buyers: new BuyerService(places),
      clusterBodies: new ClusterBodyService(),
      requirements,
      people: new PersonService(),
    };
    await loadEconomy(stores, generateEconomy({ suppliers: 400, requirements: 24, buyers: 8, today }));
    holder = new MatchIndexHolder();
    await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 20 });
    const ids = await db.reading().query<{ id: string }>(`SELECT id FROM requirements WHERE state = 'OPEN'`);
    await db.unitOfWork.transaction({ actor: systemActor('test') }, (ctx) =>
      new MatchListService(holder).rankAndStore(
        ctx,
        ids.map(({ id }) => id),
      ),
    );
    const { writer, reader } = db.database;
    const notifications = new NotificationService();
    const steps = new IntroductionSteps(notifications, holder);
    load = () =>
      loadHistory(
        {
          unitOfWorkAt: (clock) => new UnitOfWork(writer, reader, db.log, clock),
          steps,
          awards: new AwardService(requirements, notifications, steps),
          messages: new IntroductionMessageService(notifications),
          requirements,
        },
        { now, today },
      );
  }, 120_000);

  afterAll(async () => {
    await holder.stop();
    await db.close();
  });

  it('is made of steps taken as people take them, in order and in the past', async () => {
    const made = await load();
    expect(made).toBeGreaterThan(20);
    interface Row {
      id: string;
      state: IntroductionState;
      published: Date;
      steps: { state: IntroductionState; action: IntroductionAction; side: IntroductionSide; at: string }[];
    }
    const rows = await db.reading().query<Row>(
      `SELECT i.id, i.state, r.published_at AS published,
              (SELECT json_agg(json_build_object('state', e.state, 'action', e.action, 'side', e.side, 'at', e.at) ORDER BY e.at)
                 FROM introduction_events e WHERE e.introduction_id = i.id) AS steps
         FROM introductions i JOIN requirements r ON r.id = i.requirement_id`,
    );
    expect(rows).toHaveLength(made);
    for (const { state, published, steps } of rows) {
      let before: IntroductionState | null = null;
      let last = published.getTime();
      for (const step of steps) {
        expect(destination(step.action, step.side, before)).toBe(step.state);
        expect(Date.parse(step.at)).toBeGreaterThan(last);
        last = Date.parse(step.at);
        before = step.state;
      }
      expect(before).toBe(state);
      expect(last).toBeLessThanOrEqual(now.getTime());
    }
  });

  it('does nothing once there is one', async () => {
    expect(await load()).toBe(0);
  });
});
