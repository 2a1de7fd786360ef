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

  it('names every wrong variable at once', () => {
    expect(() => readConfig({ API_PORT: 'a', WEB_PORT: 'b' })).toThrow(/API_PORT[\s\S]*WEB_PORT/);
  });
});
