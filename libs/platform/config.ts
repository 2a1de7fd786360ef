import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Each setting says what it must be, and gives an example: whoever set it wrong reads nothing else. */
const flag = z
  .enum(['0', '1', 'true', 'false', ''], { error: 'must be 1 or 0' })
  .optional()
  .transform((value) =>
    value === undefined || value === '' ? undefined : value === '1' || value === 'true',
  );

const wholeNumber = (fallback: number, least: number, most: number, more = '') => {
  const range = `${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`;
  const error = `must be a whole number from ${range}, such as ${fallback || most}${more}`;
  return z
    .string()
    .regex(/^\s*\d+\s*$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error })
    .default(fallback);
};

const port = (fallback: number) => wholeNumber(fallback, 0, 65_535);

const oneOf = <const Choice extends string>(...choices: readonly Choice[]) =>
  z.enum(choices, { error: `must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}` });

const text = (least: number, most: number, error: string) =>
  z.string().min(least, { error }).max(most, { error });

const urlWith = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine((given) => URL.canParse(given) && protocols.includes(new URL(given).protocol.replace(':', '')), {
      error: `must be a URL that starts with ${protocols.map((name) => `${name}://`).join(' or ')}, such as ${example}`,
    })
    .optional();

const webUrl = (example: string) => urlWith(['http', 'https'], example);

const NEIGHBOURS = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** An address, a range of them, or a name that stands for ranges. */
const isProxy = (given: string): boolean => {
  const [address = '', bits = '0', ...more] = given.split('/');
  return NEIGHBOURS.has(given) || (isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && more.length === 0);
};

const proxies = z
  .string()
  .transform((given) => given.split(',').map((one) => one.trim()))
  .refine((given) => given.every(isProxy), {
    error:
      'must be addresses or ranges with commas between them, or "loopback" or "uniquelocal", such as 10.0.0.0/8',
  })
  .optional();

const REQUESTS_MOST = 1_000_000_000;

const environment = z.object({
  NODE_ENV: oneOf('development', 'test', 'production').default('development'),
  API_PORT: port(4000),
  WEB_PORT: port(3000),
  WORKER_PORT: port(0),
  API_URL: webUrl('http://127.0.0.1:4000'),
  DATABASE_URL: urlWith(['postgres', 'postgresql'], 'postgres://user:password@localhost:5432/midlands_match'),
  REDIS_URL: urlWith(['redis', 'rediss'], 'redis://localhost:6379'),
  DATA_DIR: z.string().min(1).default('.data'),
  SMTP_URL: urlWith(['smtp', 'smtps'], 'smtp://user:password@mail.example:587'),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>@]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/, {
      error:
        'must be an e-mail address, with a name or without, such as "Midlands Match <match@example.org>"',
    })
    .default('Midlands Match <digests@midlands-match.example>'),
  CONTACT_EMAIL: z.email('must be an e-mail address, such as help@example.org').optional(),
  MAIL_PER_DOMAIN_PER_MINUTE: wholeNumber(60, 0, 10_000, '; 0 sets no limit'),
  MAIL_DKIM_DOMAIN: text(3, 253, 'must be a domain, such as example.org').optional(),
  MAIL_DKIM_SELECTOR: z.string().min(1).optional(),
  MAIL_DKIM_KEY_FILE: z.string().min(1).optional(),
  MAIL_WEBHOOK_SECRET: text(
    16,
    1_000,
    'must have 16 characters or more; "openssl rand -hex 32" makes one',
  ).optional(),
  API_PUBLIC_URL: webUrl('https://api.example.org'),
  OIDC_ISSUER: webUrl('https://login.example.org'),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: text(1, 60, 'must have at most 60 characters, such as "Derby City Council"').default(
    'your organisation',
  ),
  DEMO: flag,
  SAMPLE_SIZE: wholeNumber(3_000, 1, 1_000_000),
  PUBLIC_URL: webUrl('https://match.example.org'),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  LOG_FORMAT: oneOf('json', 'pretty').optional(),
  GRAPHQL_INTROSPECTION: flag,
  RATE_LIMIT_TOKEN: wholeNumber(6_000, 0, REQUESTS_MOST, '; 0 sets no limit'),
  RATE_LIMIT_ADDRESS: wholeNumber(12_000, 0, REQUESTS_MOST, '; 0 sets no limit'),
  TRUSTED_PROXIES: proxies,
});

/** Settings whose values are nobody else's business: errors end up in logs. */
const isSecret = (name: string): boolean => /SECRET|^(?:DATABASE|REDIS|SMTP)_URL$/.test(name);

export interface Config {
  environment: 'development' | 'test' | 'production';
  apiPort: number;
  webPort: number;
  /** Port of the worker's health and metrics endpoint; 0 turns it off. */
  workerPort: number;
  /** Where the portal reaches the API. */
  apiUrl: string;
  /** Undefined means the embedded server in `dataDir`. */
  databaseUrl: string | undefined;
  /** Undefined means queues live in Postgres. */
  redisUrl: string | undefined;
  /** Absolute path. */
  dataDir: string;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** Where people write to who need help, or want to know what is kept of them; shown on pages. */
  contactEmail: string | undefined;
  /** Letters a minute to one domain; 0 sets no limit. */
  mailPerDomainPerMinute: number;
  /** Undefined means that letters are not signed. */
  mailDkim: { domain: string; selector: string; keyFile: string } | undefined;
  /** What reports of bounces and complaints are signed with; undefined means that none are taken. */
  mailWebhookSecret: string | undefined;
  /** Where the outside reaches the API: start of links that work without signing in. */
  apiPublicUrl: string;
  /** Where people of an authority or a manufacturer sign in as they do at work; undefined means by e-mail alone. */
  openId: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
  demo: boolean;
  sampleSize: number;
  publicUrl: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  logFormat: 'json' | 'pretty';
  introspection: boolean;
  /** Requests to the API a minute; 0 sets no limit. */
  rateLimits: { perToken: number; perAddress: number };
  /** Whose word is taken for the address that a request comes from (`x-forwarded-for`); undefined means nobody's. */
  trustedProxies: string[] | undefined;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads and checks the environment: the only place that does.
 * @throws ConfigError that names every wrong variable and what it accepts
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => {
      const name = path.join('.');
      return `  ${isSecret(name) ? name : `${name}=${present[name]}`}: ${message}`;
    });
    throw new ConfigError(`The configuration is wrong:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  if (values.DEMO === true && values.NODE_ENV === 'production') {
    throw new ConfigError(
      'The configuration is wrong:\n  DEMO: one-click sign-in is not allowed with NODE_ENV=production; unset one of them',
    );
  }
  const dkim = [values.MAIL_DKIM_DOMAIN, values.MAIL_DKIM_SELECTOR, values.MAIL_DKIM_KEY_FILE] as const;
  const [domain, selector, keyFile] = dkim;
  if (dkim.some(Boolean) && !dkim.every(Boolean)) {
    throw new ConfigError(
      'The configuration is wrong:\n  MAIL_DKIM_DOMAIN, MAIL_DKIM_SELECTOR and MAIL_DKIM_KEY_FILE: set all three, or none',
    );
  }
  if (keyFile !== undefined && !isPrivateKey(keyFile)) {
    throw new ConfigError(
      `The configuration is wrong:\n  MAIL_DKIM_KEY_FILE: ${keyFile} cannot be read, or holds no private key in PEM form`,
    );
  }
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  const oidc = [issuer, clientId, clientSecret];
  if (oidc.some(Boolean) && !oidc.every(Boolean)) {
    throw new ConfigError(
      'The configuration is wrong:\n  OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all three, or none',
    );
  }
  if (issuer?.startsWith('http:') && values.NODE_ENV === 'production') {
    throw new ConfigError(
      'The configuration is wrong:\n  OIDC_ISSUER: must start with https:// in production',
    );
  }
  const demo = values.DEMO ?? (values.DATABASE_URL === undefined && values.NODE_ENV !== 'production');
  return {
    environment: values.NODE_ENV,
    apiPort: values.API_PORT,
    webPort: values.WEB_PORT,
    workerPort: values.WORKER_PORT,
    apiUrl: values.API_URL ?? `http://127.0.0.1:${values.API_PORT}`,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    dataDir: resolve(values.DATA_DIR),
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    contactEmail: values.CONTACT_EMAIL,
    mailPerDomainPerMinute: values.MAIL_PER_DOMAIN_PER_MINUTE,
    mailDkim: domain && selector && keyFile ? { domain, selector, keyFile } : undefined,
    mailWebhookSecret: values.MAIL_WEBHOOK_SECRET,
    apiPublicUrl: (
      values.API_PUBLIC_URL ??
      values.PUBLIC_URL ??
      `http://localhost:${values.API_PORT}`
    ).replace(/\/$/, ''),
    openId:
      issuer && clientId && clientSecret
        ? { issuer, clientId, clientSecret, name: values.OIDC_NAME }
        : undefined,
    demo,
    sampleSize: values.SAMPLE_SIZE,
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.WEB_PORT}`).replace(/\/$/, ''),
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT ?? (demo ? 'pretty' : 'json'),
    introspection: values.GRAPHQL_INTROSPECTION ?? demo,
    rateLimits: { perToken: values.RATE_LIMIT_TOKEN, perAddress: values.RATE_LIMIT_ADDRESS },
    trustedProxies: values.TRUSTED_PROXIES,
  };
}

function isPrivateKey(file: string): boolean {
  try {
    return createPrivateKey(readFileSync(file, 'utf8')).type === 'private';
  } catch {
    return false;
  }
}

/** This process's environment with some variables set otherwise, for a child process. */
export const childEnvironment = (overrides: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...process.env, ...overrides }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

/** Whether a supervisor started this process and holds its standard input open for as long as it lives. */
export const endsWithInput = (): boolean => process.env.END_WITH_INPUT === '1';
