import { describe, expect, it } from '@jest/globals';
import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { type WebhooksQuery, webhooksQuery } from './document.operations.js';
import { eventItems, shownHooks } from './webhooks.view.js';

const page = ({ organisation, webhooks }: WebhooksQuery) => ({
  title: 'Webhooks',
  visitor,
  organisation,
  hooks: shownHooks(webhooks),
  eventItems,
});
const full = page(fullAnswer(webhooksQuery));

describeTemplate(
  'webhooks/webhooks.njk',
  {
    full: { ...full, done: 'Paused.' },
    bare: page(bareAnswer(webhooksQuery)),
    empty: page(emptyAnswer(webhooksQuery)),
    made: { ...full, secret: 'whsec_1' },
    wrong: {
      ...full,
      typed: { url: 'x', events: 'MATCHES_CHANGED' },
      problems: problemsAt('url', 'events', 'webhooks'),
    },
  },
  { full: 'Resume', bare: 'Pause', empty: 'None yet.', made: 'whsec_1' },
);

describe('a delivery', () => {
  const said = (delivery: object): unknown => {
    const [hook] = fullAnswer(webhooksQuery).webhooks;
    return shownHooks([{ ...hook!, deliveries: [{ ...hook!.deliveries[0]!, ...delivery }] }])[0]!
      .deliveries[0]!.outcome;
  };
  it('is said in words: what the other side answered, or why it could not', () => {
    expect(said({ state: 'DELIVERED', attempts: 1, responseStatus: 204 })).toMatchObject({
      text: 'Delivered',
      answer: 'it answered 204, one try',
    });
    expect(said({ state: 'WAITING', attempts: 0 })).toMatchObject({ text: 'On its way', answer: '' });
    expect(said({ state: 'WAITING', attempts: 2, responseStatus: 500 })).toMatchObject({
      text: 'Being tried again',
      answer: 'it answered 500, 2 tries',
    });
    expect(
      said({ state: 'FAILED', attempts: 3, responseStatus: null, lastError: 'connect ECONNREFUSED' }),
    ).toMatchObject({
      text: 'Failed',
      answer: 'connect ECONNREFUSED, 3 tries',
    });
  });
});
