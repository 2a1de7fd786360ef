import {
  type Config,
  handles,
  type JobHandler,
  type MailSender,
  type MailService,
  sendMail,
  sweepMail,
  systemActor,
  type UnitOfWork,
} from '#lib/platform';
import { readFileSync } from 'node:fs';
import { createTransport, type Transporter } from 'nodemailer';

/** Letters sent side by side, and over one connection before it is opened anew. */
const CONNECTIONS = 4;
const PER_CONNECTION = 100;
const PATIENCE_MS = 30_000;

/**
 * The way out for letters; without SMTP_URL there is none, and they stay in the outbox. Connections are pooled and
 * take TLS whenever the server offers it (`smtps:`, or `?requireTLS=true`, insists).
 */
export const mailTransport = ({
  smtpUrl,
  mailDkim,
}: Pick<Config, 'smtpUrl' | 'mailDkim'>): Transporter | undefined =>
  smtpUrl === undefined
    ? undefined
    : createTransport({
        url: smtpUrl,
        pool: true,
        maxConnections: CONNECTIONS,
        maxMessages: PER_CONNECTION,
        connectionTimeout: PATIENCE_MS,
        greetingTimeout: PATIENCE_MS,
        socketTimeout: PATIENCE_MS,
        ...(mailDkim && {
          dkim: {
            domainName: mailDkim.domain,
            keySelector: mailDkim.selector,
            privateKey: readFileSync(mailDkim.keyFile, 'utf8'),
          },
        }),
      });

/** The handlers of the queue `mail`. */
export const mailHandlers = (
  mail: MailService,
  sender: MailSender,
  unitOfWork: UnitOfWork,
  transport: Transporter | undefined,
): JobHandler[] => [
  handles(sendMail, async ({ mailId }, run) => ({
    outcome: await sender.deliver(
      unitOfWork.reading({ actor: systemActor('mail'), requestId: run.requestId, log: run.log }),
      mailId,
    ),
  })),
  handles(sweepMail, async (_payload, run) => {
    // Where there is no way out, letters rest in the outbox and need no asking.
    if (!transport) return { asked: 0 };
    return unitOfWork.transaction(
      { actor: systemActor('mail'), requestId: run.requestId, log: run.log },
      async (ctx) => ({ asked: await mail.sweep(ctx) }),
    );
  }),
];
