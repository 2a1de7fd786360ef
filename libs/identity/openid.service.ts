import {
  AppError,
  type Config,
  type Context,
  fail,
  MailSeal,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import * as client from 'openid-client';
import { z } from 'zod';
import { PersonService } from './person.service.js';
import { hashOf } from './secret.token.js';
import { type OpenedSession, SessionService } from './session.service.js';

/** How long somebody may take at their organisation's sign-in, milliseconds. */
const PATIENCE_MS = 15 * 60_000;
const TIMEOUT_SECONDS = 10;
const PURPOSE = 'openid sign-in';
const nonceShape = /^[A-Za-z0-9_-]{22,128}$/;

/** What goes to the provider and comes back, sealed: nobody on the way can read or alter it. */
const sealedState = z.object({
  verifier: z.string(),
  nonce: z.string(),
  /** Of the secret of the browser that began. */
  browser: z.string(),
  until: z.number(),
});

export interface OpenIdAnswer {
  code: string;
  state: string;
  /** Who answers, where the provider says so (RFC 9207). */
  issuer?: string | null;
  /** The secret of the browser with which signing in was begun. */
  nonce: string;
  device?: string | null;
}

/**
 * Sign-in at the OpenID provider of an authority or a manufacturer: authorisation code with PKCE, state and nonce. Who
 * comes back is who holds the address that the provider has verified; the provider says nothing about what they may do
 * here.
 */
export class OpenIdService {
  private discovered: Promise<client.Configuration> | undefined;

  constructor(
    private readonly settings: Config['openId'],
    /** Address of the portal, without a slash at its end. */
    private readonly portal: string,
    private readonly people: PersonService,
    private readonly sessions: SessionService,
  ) {}

  /** What the provider is called; null when there is none. */
  get name(): string | null {
    return this.settings?.name ?? null;
  }

  /**
   * Where to send the browser.
   * @throws AppError NOT_FOUND without a provider, NOT_READY when it does not answer
   */
  async begin(ctx: Context, nonce: string): Promise<Result<{ url: string }>> {
    const provider = await this.provider();
    if (!nonceShape.test(nonce)) {
      return fail(
        userError('INVALID_VALUE', 'Make it 22 to 128 random letters, digits, - and _.', ['nonce']),
      );
    }
    const verifier = client.randomPKCECodeVerifier();
    const own = client.randomNonce();
    const state = (await MailSeal.of(ctx)).seal(PURPOSE, {
      verifier,
      nonce: own,
      browser: hashOf(nonce),
      until: ctx.now().getTime() + PATIENCE_MS,
    } satisfies z.infer<typeof sealedState>);
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: this.redirectUri,
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce: own,
    });
    return succeed({ url: url.href });
  }

  /**
   * Turns what the provider answered into a session.
   * @throws AppError NOT_FOUND without a provider, NOT_READY when it does not answer
   */
  async finish(ctx: TransactionContext, answer: OpenIdAnswer): Promise<Result<OpenedSession>> {
    const provider = await this.provider();
    const began = await this.open(ctx, answer.state);
    if (!began || began.until < ctx.now().getTime() || began.browser !== hashOf(answer.nonce))
      return refused();
    const claims = await this.claims(ctx, provider, answer, began);
    if (!claims) return refused();
    const { email, email_verified: verified, name } = claims;
    if (typeof email !== 'string' || !z.email().max(254).safeParse(email).success || verified !== true) {
      const message =
        'Your organisation does not vouch for your e-mail address. Ask for a link by e-mail instead.';
      return fail(userError('EMAIL_NOT_VERIFIED', message));
    }
    const person = await this.people.ensure(ctx, {
      email,
      name: typeof name === 'string' && name.trim() !== '' ? name.slice(0, 200) : email.split('@')[0]!,
    });
    return succeed(
      await this.sessions.open(ctx, person.id, { method: 'OPENID', device: answer.device ?? '' }),
    );
  }

  private get redirectUri(): string {
    return `${this.portal}/sign-in/openid`;
  }

  private async open(ctx: Context, state: string): Promise<z.infer<typeof sealedState> | undefined> {
    try {
      return sealedState.parse((await MailSeal.of(ctx)).open(PURPOSE, state));
    } catch {
      return undefined;
    }
  }

  /** What the provider says of who signed in; undefined when anything about its answer is not right. */
  private async claims(
    ctx: Context,
    provider: client.Configuration,
    { code, state, issuer }: OpenIdAnswer,
    { verifier, nonce }: z.infer<typeof sealedState>,
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    const url = new URL(this.redirectUri);
    url.search = new URLSearchParams({ code, state, ...(issuer ? { iss: issuer } : {}) }).toString();
    try {
      const tokens = await client.authorizationCodeGrant(provider, url, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      if (claims.email !== undefined) return claims;
      return await client.fetchUserInfo(provider, tokens.access_token, claims.sub);
    } catch (error) {
      ctx.log.warn({ err: error }, 'a sign-in at the OpenID provider failed');
      return undefined;
    }
  }

  private async provider(): Promise<client.Configuration> {
    if (!this.settings) throw new AppError('NOT_FOUND');
    const { issuer, clientId, clientSecret } = this.settings;
    this.discovered ??= client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: TIMEOUT_SECONDS,
      // The configuration takes plain HTTP outside of production alone.
      execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
    });
    try {
      return await this.discovered;
    } catch (error) {
      this.discovered = undefined;
      throw new AppError('NOT_READY', 'Your organisation’s sign-in does not answer. Try again in a moment.', {
        cause: error,
      });
    }
  }
}

const refused = () =>
  fail(
    userError(
      'SIGN_IN_NOT_VALID',
      'This sign-in has been used, has run out, or was begun in another browser. Begin anew.',
      ['state'],
    ),
  );
