import { randomUUID } from 'node:crypto';
import type { EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import type { CommittedState } from './committed.state.js';
import type { Logger } from './logger.js';
import { runPrepared } from './prepared.statement.js';

/** What somebody may do for one organisation. */
export type OrganisationRole = 'OWNER' | 'EDITOR' | 'VIEWER' | 'CLUSTER_MANAGER';

/** What somebody may do across organisations. */
export type StaffRole = 'OFFICER' | 'ADMINISTRATOR';

/** What an API token may be used for: reading is always part of it; ACCOUNT is people, sessions, tokens, personal data. */
export type TokenScope = 'READ' | 'WRITE' | 'ACCOUNT';

/** On whose behalf a call is made. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'system'; name: string }
  | {
      kind: 'person';
      personId: string;
      email: string;
      staffRoles: readonly StaffRole[];
      memberships: readonly { organisationId: string; role: OrganisationRole }[];
      /** What the token that was sent allows; absent for somebody who signed in, who may do all they may. */
      scopes?: readonly TokenScope[];
      /** The session of somebody who signed in. */
      sessionId?: string;
    };

export const anonymous: Actor = { kind: 'anonymous' };

export const systemActor = (name: string): Actor => ({ kind: 'system', name });

export interface ContextInit {
  actor: Actor;
  manager: EntityManager;
  /** Or how to make it: few calls have anything to say. */
  log: Logger | (() => Logger);
  requestId?: string;
  clock?: () => Date;
  /** Tells whether anything was committed since others read; absent, nothing is shared with them. */
  look?: () => Promise<CommittedState>;
}

const britishDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
const HOUR_MS = 3_600_000;
/** British days begin on the hour of UTC, in summer too. */
let thisHour = { hour: Number.NaN, day: '' };

/**
 * Who calls, under which request, at what time, and the one way to the data. First parameter of every service
 * method. A plain context reads: its connection is read-only in the server itself.
 */
export class Context {
  readonly actor: Actor;
  readonly requestId: string;
  readonly manager: EntityManager;
  readonly clock: () => Date;
  private readonly memo = new Map<unknown, unknown>();
  private readonly look: (() => Promise<CommittedState>) | undefined;
  private logger: Logger | (() => Logger);

  constructor(init: ContextInit) {
    this.actor = init.actor;
    this.requestId = init.requestId ?? randomUUID();
    this.logger = init.log;
    this.manager = init.manager;
    this.clock = init.clock ?? (() => new Date());
    this.look = init.look;
  }

  get log(): Logger {
    if (typeof this.logger === 'function') this.logger = this.logger();
    return this.logger;
  }

  now(): Date {
    return this.clock();
  }

  /** Today's date in ISO form, in British time: certificates and deadlines are days, not instants. */
  today(): string {
    const now = this.now();
    const hour = Math.floor(now.getTime() / HOUR_MS);
    if (hour !== thisHour.hour) thisHour = { hour, day: britishDay.format(now) };
    return thisHour.day;
  }

  repository<E extends ObjectLiteral>(entity: EntityTarget<E>): Repository<E> {
    return this.manager.getRepository(entity);
  }

  /** Runs SQL in this context's transaction or read connection; parameters are $1, $2 … */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const answer = await this.manager.query<Row[] | [Row[], number]>(sql, [...parameters]);
    // TypeORM answers UPDATE and DELETE with a pair of rows and count.
    return answer.length === 2 && Array.isArray(answer[0]) ? answer[0] : (answer as Row[]);
  }

  /**
   * As `query`, for what is asked many times a second: each connection has the server read and plan the statement once.
   * Its text must be the same every time, with every value in a parameter, since each text is kept for good.
   */
  prepared<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return runPrepared<Row>(this.manager, sql, parameters);
  }

  /** One value a key for the life of this context: the home of batch loaders. */
  once<T>(key: unknown, make: () => T): T {
    if (!this.memo.has(key)) this.memo.set(key, make());
    return this.memo.get(key) as T;
  }

  /**
   * One value a key for every reader until something is committed, where this context shares what it reads; else made
   * each time. The key names all that the value depends on besides committed rows; nobody may alter the value.
   */
  async shared<T>(key: string, make: () => Promise<T>, weight?: number): Promise<T> {
    if (!this.look) return make();
    return (await this.look()).once(key, make, weight);
  }
}

/** A context inside a transaction: the only one that can write. */
export class TransactionContext extends Context {
  readonly afterCommit: (() => void | Promise<void>)[] = [];

  /** Runs once the transaction has committed, never when it rolls back. Failures are logged, not thrown. */
  onCommit(action: () => void | Promise<void>): void {
    this.afterCommit.push(action);
  }
}
