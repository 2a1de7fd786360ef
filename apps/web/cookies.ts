import type { Config } from '#lib/platform';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * What the portal keeps in a browser: who is signed in, a secret that tells the browser from others, and where somebody
 * who is about to sign in by a link wanted to go.
 */
export type CookieName = 'session' | 'browser' | 'next';

/** Cookies no script can read, sent to this host alone; over TLS only, when the portal is reached so. */
export class Cookies {
  private readonly secure: boolean;
  private readonly options: CookieSerializeOptions;

  constructor({ publicUrl }: Config) {
    this.secure = publicUrl.startsWith('https:');
    this.options = { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure };
  }

  read(request: FastifyRequest, name: CookieName): string | undefined {
    return request.cookies[this.nameOf(name)] || undefined;
  }

  write(reply: FastifyReply, name: CookieName, value: string, expires?: Date): void {
    void reply.setCookie(this.nameOf(name), value, { ...this.options, expires });
  }

  clear(reply: FastifyReply, name: CookieName): void {
    void reply.clearCookie(this.nameOf(name), this.options);
  }

  private nameOf(name: CookieName): string {
    return this.secure ? `__Host-mm_${name}` : `mm_${name}`;
  }
}
