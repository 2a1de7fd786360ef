import { composeLetter, type Letter } from '#lib/platform';
import type { NotificationKind } from './notification.entity.js';

interface News {
  kind: NotificationKind;
  title: string;
  body: string;
  /** Path in the portal. */
  link: string;
  organisation: string;
  /** Whether the reader acts for it; who only asked to is told what came of it. */
  belongs: boolean;
}

/** What one does where a piece of news leads. */
const ACTIONS: Readonly<Record<NotificationKind, string>> = {
  INTRODUCTION: 'Open the introduction',
  REMINDER: 'Answer',
  MESSAGE: 'Read and reply',
  REQUIREMENT_CHANGED: 'See the requirement',
  REQUIREMENT_CLOSED: 'See how it ended',
  AWARD: 'See the award',
  CERTIFICATE_EXPIRY: 'Enter the new dates',
  EVIDENCE: 'See what you state',
  OPPORTUNITY: 'See what you fit',
  UNLOCK: 'See what would open more',
  NEW_SUPPLIERS: 'See the suppliers',
  SAVED_SEARCH: 'See what the search finds',
  ADDRESS_SUSPENDED: 'See where the digest goes',
  ACCESS: 'See where it stands',
};

/**
 * A piece of news as a letter, in HTML and in plain text.
 * @param leave where one stops letters of its kind
 */
export const renderNotification = (
  { kind, title, body, link, organisation, belongs }: News,
  publicUrl: string,
  leave: string,
): Pick<Letter, 'subject' | 'html' | 'text'> =>
  composeLetter({
    subject: title,
    lines: body.split(/\n{2,}/),
    action: { label: ACTIONS[kind], url: publicUrl + link },
    why: `You get this because you ${belongs ? 'act' : 'asked to act'} for ${organisation} on Midlands Match.`,
    ways: [
      { label: 'Choose your letters', url: `${publicUrl}/account/notifications` },
      { label: 'Stop letters of this kind', url: leave },
    ],
  });
