import { AppError, type ErrorCode, type Logger } from '#lib/platform';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Pool } from 'undici';
import { z } from 'zod';
import type { ApiError } from './form.fields.js';
import { WEB_RUNTIME, type WebRuntime } from './web.runtime.js';

/** On whose behalf a page asks, and under which correlation id. */
export interface Asking {
  requestId: string;
  /** Of the visitor: the API counts requests by it where it trusts us. */
  address: string;
  token?: string;
  /** The token of the form that was sent: sent twice, it is done once. */
  form?: string;
  /** It may take minutes. */
  patient?: boolean;
}

/** Who asks by a request. */
export const askingBy = ({ id, ip }: { id: string; ip: string }): Asking => ({ requestId: id, address: ip });

const origin = ({ requestId, address }: Asking) => ({
  'x-request-id': requestId,
  'x-forwarded-for': address,
});

/** One operation of a page's document, made of it by `npm run generate`. */
export interface Operation<Data, Variables> {
  readonly name: string;
  readonly text: string;
  /** What it takes and answers, for the compiler alone: there is no such thing at run time. */
  readonly types?: (variables: Variables) => Data;
}

/** The variables of an operation that takes none, or may do without. */
export type NoVariables = Readonly<Record<string, never>>;

/** An operation that does something, and whose payload says what was wrong with it. */
export type Step<Variables> = Operation<
  { readonly done: { readonly errors: readonly ApiError[] } },
  Variables
>;

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).optional() }))
    .optional(),
});

const refusalShape = z.object({ message: z.string() });

const passedOn = new Set<string>(['NOT_FOUND', 'BAD_INPUT', 'UNAUTHENTICATED', 'NOT_READY', 'RATE_LIMITED']);
const TIMEOUT_MS = 15_000;
const PATIENCE_MS = 10 * 60_000;

/** What is asked by one sending of one form: a button pressed twice asks the same, and is answered the same. */
const keyOf = (form: string, text: string): string =>
  createHash('sha256').update(form).update(text).digest('base64url');

/**
 * The one way of the portal to data: the GraphQL API.
 * Over a pool of connections, which takes half the processor time of `fetch` with its streams and signals.
 */
@Injectable()
export class ApiClient implements OnModuleDestroy {
  private readonly api: Pool;
  private readonly path: string;
  private readonly log: Logger;

  constructor(@Inject(WEB_RUNTIME) { config, log }: WebRuntime) {
    const { origin, pathname } = new URL(`${config.apiUrl}/graphql`);
    this.api = new Pool(origin, {
      connectTimeout: TIMEOUT_MS,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    this.path = pathname;
    this.log = log;
  }

  async onModuleDestroy(): Promise<void> {
    await this.api.close();
  }

  /**
   * Runs one operation.
   * @throws AppError NOT_READY when the API does not answer, else the code of its first error
   */
  async ask<Data>(asking: Asking, operation: Operation<Data, NoVariables>): Promise<Data>;
  async ask<Data, Variables>(
    asking: Asking,
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  async ask<Data, Variables>(
    asking: Asking,
    { name, text }: Operation<Data, Variables>,
    variables?: Variables,
  ): Promise<Data> {
    const answer = await this.send(asking, { query: text, operationName: name, variables });
    const [error] = answer.errors ?? [];
    if (error) {
      const code = error.extensions?.code ?? '';
      throw passedOn.has(code)
        ? new AppError(code as ErrorCode, error.message)
        : new AppError('INTERNAL', undefined, { cause: new Error(error.message) });
    }
    return answer.data as Data;
  }

  /**
   * Sends the content of a file that an operation has announced.
   * @param uploadUrl where the operation said; reached as this process reaches the API
   * @returns what was wrong with it, or undefined when it was kept
   */
  async put(asking: Asking, uploadUrl: string, file: File): Promise<string | undefined> {
    const { pathname, search } = new URL(uploadUrl);
    try {
      const { statusCode, body } = await this.api.request({
        path: pathname + search,
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', ...origin(asking) },
        body: new Uint8Array(await file.arrayBuffer()),
      });
      const said = refusalShape.safeParse(await body.json().catch(() => null));
      if (statusCode < 300) return undefined;
      return said.success ? said.data.message : 'The file was not taken. Is it of the kind its name says?';
    } catch (error) {
      this.log.warn({ err: error }, 'the API did not take a file');
      throw new AppError('NOT_READY', undefined, { cause: error });
    }
  }

  private async send(asking: Asking, body: object): Promise<z.infer<typeof answerShape>> {
    const text = JSON.stringify(body);
    try {
      const response = await this.api.request({
        path: this.path,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...origin(asking),
          ...(asking.token === undefined ? {} : { authorization: `Bearer ${asking.token}` }),
          ...(asking.form === undefined ? {} : { 'idempotency-key': keyOf(asking.form, text) }),
        },
        body: text,
        ...(asking.patient ? { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS } : {}),
      });
      return answerShape.parse(await response.body.json());
    } catch (error) {
      this.log.warn({ err: error, requestId: asking.requestId }, 'the API did not answer');
      throw new AppError('NOT_READY', undefined, { cause: error });
    }
  }
}
