import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    formAddresses: FormAddresses;
  }
}

/**
 * Addresses that forms alone are sent to. A page that says what is wrong with a form stands at one of them; a phone that
 * restores its tabs asks for it anew, without the form, and is led to the page the form stood on.
 */
export class FormAddresses {
  private readonly methods = new Map<string, Set<string>>();

  /** Notes each route as it is declared. */
  static watch(server: FastifyInstance): void {
    const addresses = new FormAddresses();
    server.decorate('formAddresses', addresses);
    server.addHook('onRoute', ({ url, method }) => {
      const known = addresses.methods.get(url) ?? new Set<string>();
      for (const one of [method].flat()) known.add(one);
      addresses.methods.set(url, known);
    });
  }

  /** The page above an address that only takes forms; undefined for any other. */
  pageAbove(url: string): string | undefined {
    const [path = ''] = url.split('?');
    const takesForms = [...this.methods].some(
      ([pattern, methods]) => methods.has('POST') && !methods.has('GET') && matches(pattern, path),
    );
    return takesForms ? path.slice(0, path.lastIndexOf('/')) || '/' : undefined;
  }
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part.startsWith(':') ? given[at] !== '' : part === given[at]))
  );
}
