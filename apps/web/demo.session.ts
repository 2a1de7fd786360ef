import { AppError } from '#lib/platform';
import { Inject, Injectable } from '@nestjs/common';
import { ApiClient, type Asking } from './api.client.js';
import { type DemoPeopleQuery, demoPeopleQuery, demoSignInMutation } from './document.operations.js';
import { WEB_RUNTIME, type WebRuntime } from './web.runtime.js';

export type DemoPerson = DemoPeopleQuery['demoPeople'][number];

/** Tokens last a day. */
const KEEP_MS = 12 * 60 * 60 * 1_000;

/** In demo mode, what the pages read as the officer of the sample economy. */
@Injectable()
export class DemoSession {
  private kept: { token: string; until: number } | undefined;

  constructor(
    @Inject(WEB_RUNTIME) private readonly runtime: WebRuntime,
    private readonly api: ApiClient,
  ) {}

  /** People one may sign in as; none outside demo mode. */
  async people(asking: Asking): Promise<readonly DemoPerson[]> {
    if (!this.runtime.config.demo) return [];
    return (await this.api.ask(asking, demoPeopleQuery)).demoPeople;
  }

  /** A new token of a sample person. */
  async signIn(asking: Asking, email: string): Promise<string> {
    const { demoSignIn } = await this.api.ask(asking, demoSignInMutation, { email });
    if (demoSignIn.token === null) throw new AppError('NOT_FOUND');
    return demoSignIn.token;
  }

  /**
   * Asks as the sample officer.
   * @returns undefined outside demo mode, or while there is no sample economy
   */
  async asOfficer<T>(asking: Asking, ask: (asking: Asking) => Promise<T>): Promise<T | undefined> {
    for (const fresh of [false, true]) {
      const token = await this.officerToken(asking, fresh);
      if (token === undefined) return undefined;
      try {
        return await ask({ ...asking, token });
      } catch (error) {
        // The database may have been made anew since the token was kept.
        if (fresh || !(error instanceof AppError) || error.code !== 'UNAUTHENTICATED') throw error;
      }
    }
    return undefined;
  }

  private async officerToken(asking: Asking, fresh: boolean): Promise<string | undefined> {
    if (!fresh && this.kept && this.kept.until > Date.now()) return this.kept.token;
    const officer = (await this.people(asking)).find(({ staffRoles }) => staffRoles.includes('OFFICER'));
    if (!officer) return undefined;
    const token = await this.signIn(asking, officer.email);
    this.kept = { token, until: Date.now() + KEEP_MS };
    return token;
  }
}
