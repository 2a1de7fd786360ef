/** A part of the service as people know it. */
export type ServicePart = 'STORE' | 'MATCHING' | 'BACKGROUND' | 'MAIL';
/** BEHIND works, later than it should. */
export type PartState = 'WORKING' | 'BEHIND' | 'DOWN';

export interface PartHealth {
  part: ServicePart;
  state: PartState;
  /** One sentence, for anybody. */
  summary: string;
}

/** What the parts are judged by; null what could not be found out. */
export interface HealthFacts {
  /** Null when the store does not answer. */
  store: {
    lacksMigrations: boolean;
    /** Jobs of the change log that nobody has taken to a queue yet. */
    jobsToRelay: number;
    /** Age of the oldest of them in seconds; 0 when there is none. */
    relayLagSeconds: number;
    /** Letters whose time came a while ago. */
    lettersOverdue: number;
  } | null;
  indexReady: boolean;
  /** Whether the queues can be looked at. */
  queuesAnswer: boolean;
  /** Whether letters have a way out. */
  sendsMail: boolean;
}

/** Work that is taken to its queue later than this is late: it usually takes a moment. */
const LATE_SECONDS = 60;
/** By then nobody takes it any more. */
const LOST_SECONDS = 10 * 60;

/** How each part does. Pure: the status page, the office and tests judge alike. */
export function judgeHealth({ store, indexReady, queuesAnswer, sendsMail }: HealthFacts): PartHealth[] {
  return [
    storeHealth(store),
    matchingHealth(indexReady),
    backgroundHealth(store, queuesAnswer),
    mailHealth(store, sendsMail),
  ];
}

function storeHealth(store: HealthFacts['store']): PartHealth {
  const part = 'STORE';
  if (!store) return { part, state: 'DOWN', summary: 'The database does not answer.' };
  return store.lacksMigrations
    ? { part, state: 'DOWN', summary: 'The database is being brought up to date.' }
    : { part, state: 'WORKING', summary: 'What is entered is kept, and can be read.' };
}

const matchingHealth = (indexReady: boolean): PartHealth => ({
  part: 'MATCHING',
  ...(indexReady
    ? { state: 'WORKING', summary: 'Searches and matches are answered.' }
    : { state: 'DOWN', summary: 'Suppliers are being loaded: searches and matches come in a moment.' }),
});

function backgroundHealth(store: HealthFacts['store'], queuesAnswer: boolean): PartHealth {
  const part = 'BACKGROUND';
  if (!store)
    return { part, state: 'DOWN', summary: 'Nothing is worked on while the database does not answer.' };
  const { relayLagSeconds } = store;
  if (!queuesAnswer || relayLagSeconds > LOST_SECONDS) {
    return {
      part,
      state: 'DOWN',
      summary: 'Changes are kept, but nothing works on them: matches and letters wait.',
    };
  }
  return relayLagSeconds > LATE_SECONDS
    ? { part, state: 'BEHIND', summary: 'Changes reach matches and letters later than usual.' }
    : { part, state: 'WORKING', summary: 'Changes reach matches within moments.' };
}

function mailHealth(store: HealthFacts['store'], sendsMail: boolean): PartHealth {
  const part = 'MAIL';
  if (!store)
    return { part, state: 'DOWN', summary: 'No letters go out while the database does not answer.' };
  if (!sendsMail) {
    return {
      part,
      state: 'WORKING',
      summary: 'Letters are written and kept here: this installation sends none.',
    };
  }
  return store.lettersOverdue > 0
    ? { part, state: 'BEHIND', summary: 'Some letters go out later than they should.' }
    : { part, state: 'WORKING', summary: 'Letters go out.' };
}
