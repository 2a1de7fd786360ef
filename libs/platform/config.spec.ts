import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

describe('configuration', () => {
  it('has defaults for everything', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      apiPort: 4000,
      webPort: 3000,
      apiUrl: 'http://127.0.0.1:4000',
      publicUrl: 'http://localhost:3000',
      sampleSize: 3000,
      demo: true,
      logFormat: 'pretty',
    });
    expect(config.databaseUrl).toBeUndefined();
  });

  it('leaves demo mode when a database is given', () => {
    expect(readConfig({ DATABASE_URL: 'postgres://db/x' }).demo).toBe(false);
    expect(readConfig({ DATABASE_URL: 'postgres://db/x', DEMO: '1' }).demo).toBe(true);
  });

  it('treats an empty variable as not set', () => {
    expect(readConfig({ REDIS_URL: '', API_PORT: '' })).toMatchObject({ redisUrl: undefined, apiPort: 4000 });
  });

  it.each([
    [{ API_PORT: 'http' }, 'API_PORT'],
    [{ WEB_PORT: '70000' }, 'WEB_PORT'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL'],
    [{ SMTP_URL: 'mail' }, 'SMTP_URL'],
    [{ SAMPLE_SIZE: '0' }, 'SAMPLE_SIZE'],
    [{ DEMO: 'yes please' }, 'DEMO'],
    [{ DEMO: '1', NODE_ENV: 'production' }, 'DEMO'],
    [{ MAIL_DKIM_DOMAIN: 'match.example' }, 'MAIL_DKIM_SELECTOR'],
    [
      { MAIL_DKIM_DOMAIN: 'match.example', MAIL_DKIM_SELECTOR: 'k', MAIL_DKIM_KEY_FILE: 'package.json' },
      'MAIL_DKIM_KEY_FILE',
    ],
  ])('refuses %j and names %s', (env, name) => {
    expect(() => readConfig(env)).toThrow(ConfigError);
    expect(() => readConfig(env)).toThrow(name);
  });

  it.each([
    [{ API_PORT: 'abc' }, 'API_PORT=abc: must be a whole number from 0 to 65,535, such as 4000'],
    [{ API_PORT: '4.5' }, 'API_PORT=4.5: must be a whole number from 0 to 65,535, such as 4000'],
    [{ API_PORT: '70000' }, 'API_PORT=70000: must be a whole number from 0 to 65,535, such as 4000'],
    [{ WORKER_PORT: '-1' }, 'WORKER_PORT=-1: must be a whole number from 0 to 65,535, such as 65535'],
    [{ DEMO: 'yes' }, 'DEMO=yes: must be 1 or 0'],
    [{ LOG_FORMAT: 'xml' }, 'LOG_FORMAT=xml: must be json or pretty'],
    [{ MAIL_FROM: 'abc' }, 'MAIL_FROM=abc: must be an e-mail address, with a name or without, such as'],
    [{ TRUSTED_PROXIES: 'nginx' }, 'TRUSTED_PROXIES=nginx: must be addresses or ranges'],
    [{ TRUSTED_PROXIES: '10.0.0.0/8/9' }, 'such as 10.0.0.0/8'],
    [{ RATE_LIMIT_TOKEN: 'many' }, 'such as 6000; 0 sets no limit'],
  ])('says of %j what it must be, with an example', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });

  it.each([
    [{ DATABASE_URL: 'mysql://me:hush@db/x' }, 'postgres://'],
    [{ MAIL_WEBHOOK_SECRET: 'hush' }, 'openssl rand'],
  ])('says how, and does not repeat what may be secret', (env, remedy) => {
    expect(() => readConfig(env)).toThrow(remedy);
    expect(() => readConfig(env)).not.toThrow('hush');
  });

  it('takes proxies by address, by range and by name', () => {
    const { trustedProxies } = readConfig({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,2001:db8::1' });
    expect(trustedProxies).toEqual(['loopback', '10.0.0.0/8', '2001:db8::1']);
  });

  it('names every wrong variable at once', () => {
    expect(() => readConfig({ API_PORT: 'a', WEB_PORT: 'b' })).toThrow(/API_PORT[\s\S]*WEB_PORT/);
  });
});
