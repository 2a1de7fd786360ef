import type { Choice } from '../form.fields.js';
import type { WebhookEvent } from '../schema.types.js';
import type { WebhooksQuery } from './document.operations.js';

type Hook = WebhooksQuery['webhooks'][number];
type Delivery = Hook['deliveries'][number];

/** What can be asked for, in words. */
export const eventItems: readonly Choice<WebhookEvent>[] = [
  { value: 'INTRODUCTION_MOVED', text: 'An introduction moves: invited, interested, shortlisted, awarded …' },
  { value: 'INTRODUCTION_MESSAGE', text: 'A message is written in an introduction' },
  { value: 'MATCHES_CHANGED', text: 'The matches of a requirement change' },
];

const eventWords: Readonly<Record<WebhookEvent, string>> = {
  INTRODUCTION_MOVED: 'introductions that move',
  INTRODUCTION_MESSAGE: 'messages',
  MATCHES_CHANGED: 'changed matches',
  PING: 'a trial',
};

/** What became of a delivery, in words that say what to do. */
function outcomeOf({ state, attempts, responseStatus, lastError }: Delivery): {
  text: string;
  tone: string;
  answer: string;
} {
  const tries = attempts === 1 ? 'one try' : `${attempts} tries`;
  const answer = `${responseStatus === null ? (lastError ?? 'no answer') : `it answered ${responseStatus}`}, ${tries}`;
  switch (state) {
    case 'DELIVERED':
      return { text: 'Delivered', tone: 'green', answer };
    case 'FAILED':
      return { text: 'Failed', tone: 'red', answer };
    case 'WAITING':
      return attempts === 0
        ? { text: 'On its way', tone: 'grey', answer: '' }
        : { text: 'Being tried again', tone: 'yellow', answer };
  }
}

/** Webhooks as the page shows them. */
export const shownHooks = (hooks: readonly Hook[]) =>
  hooks.map((hook) => ({
    ...hook,
    host: new URL(hook.url).host,
    told: hook.events.map((event) => eventWords[event]).join(', '),
    deliveries: hook.deliveries.map((delivery) => ({
      ...delivery,
      what: eventWords[delivery.event],
      outcome: outcomeOf(delivery),
    })),
  }));
