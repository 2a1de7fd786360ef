import { AppError } from '#lib/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiClient, type Asking, askingBy, type NoVariables, type Operation } from './api.client.js';
import type { Confirmation } from './confirm/confirm.view.js';
import { Cookies } from './cookies.js';
import {
  type OwnOrganisationQuery,
  ownOrganisationQuery,
  type VisitorQuery,
  visitorQuery,
} from './document.operations.js';
import { type Fields, textOf } from './form.fields.js';
import { formToken, newSecret } from './form.token.js';
import { PageRenderer, type PageView } from './page.renderer.js';
import { WEB_RUNTIME, type WebRuntime } from './web.runtime.js';

/** Who is signed in. */
export type Visitor = NonNullable<VisitorQuery['me']> & {
  token: string;
  /** News not read yet. */
  unread: number;
};

/** An organisation somebody works for, and in which parts. */
export type OwnOrganisation = NonNullable<OwnOrganisationQuery['organisation']>;

export const isOfficer = (visitor: Visitor | null): boolean => (visitor?.staffRoles.length ?? 0) > 0;

/** Whether a visitor may work for an organisation. */
export const mayWorkFor = (visitor: Visitor | null, organisationId: string): boolean =>
  isOfficer(visitor) || (visitor?.memberships.some((of) => of.organisationId === organisationId) ?? false);

/**
 * What was asked for by its id.
 * @throws AppError NOT_FOUND when there is none, or none that the visitor may see
 */
export function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new AppError('NOT_FOUND');
  return value;
}

/** Whether a visitor may change what an organisation says and has. */
export const mayEdit = (visitor: Visitor, organisationId: string): boolean =>
  isOfficer(visitor) ||
  visitor.memberships.some(
    (of) => of.organisationId === organisationId && (of.role === 'OWNER' || of.role === 'EDITOR'),
  );

/** Whether a visitor may say who is a member of a cluster body, and act for it. */
export const mayManageMembers = (visitor: Visitor, clusterId: string): boolean =>
  isOfficer(visitor) ||
  visitor.memberships.some(
    (of) => of.organisationId === clusterId && (of.role === 'OWNER' || of.role === 'CLUSTER_MANAGER'),
  );

/** Whether a visitor may say who belongs to an organisation. */
export const mayManagePeople = (visitor: Visitor, organisationId: string): boolean =>
  visitor.staffRoles.includes('ADMINISTRATOR') ||
  visitor.memberships.some((of) => of.organisationId === organisationId && of.role === 'OWNER');

/** What every page needs: who asks, data on their behalf, and a way to answer. */
@Injectable()
export class Portal {
  private readonly visitors = new WeakMap<FastifyRequest, Promise<Visitor | null>>();
  readonly cookies: Cookies;

  constructor(
    @Inject(WEB_RUNTIME) readonly runtime: WebRuntime,
    private readonly api: ApiClient,
    private readonly pages: PageRenderer,
  ) {
    this.cookies = new Cookies(runtime.config);
  }

  /** Who is signed in; null when nobody is, or no longer. */
  visitor(request: FastifyRequest): Promise<Visitor | null> {
    const known = this.visitors.get(request) ?? this.readVisitor(request);
    this.visitors.set(request, known);
    return known;
  }

  /** @throws AppError UNAUTHENTICATED, which leads to the sign-in page */
  async demandVisitor(request: FastifyRequest): Promise<Visitor> {
    const visitor = await this.visitor(request);
    if (!visitor) throw new AppError('UNAUTHENTICATED');
    return visitor;
  }

  /** @throws AppError UNAUTHENTICATED, or NOT_FOUND for who does not work for the organisation */
  async demandWorker(request: FastifyRequest, organisationId: string): Promise<Visitor> {
    const visitor = await this.demandVisitor(request);
    if (!mayWorkFor(visitor, organisationId)) throw new AppError('NOT_FOUND');
    return visitor;
  }

  /** @throws AppError UNAUTHENTICATED, or NOT_FOUND for who may not change what the organisation says */
  async demandEditor(request: FastifyRequest, organisationId: string): Promise<Visitor> {
    const visitor = await this.demandVisitor(request);
    if (!mayEdit(visitor, organisationId)) throw new AppError('NOT_FOUND');
    return visitor;
  }

  /** @throws AppError UNAUTHENTICATED, or NOT_FOUND for who is no officer */
  async demandOfficer(request: FastifyRequest): Promise<Visitor> {
    const visitor = await this.demandVisitor(request);
    if (!isOfficer(visitor)) throw new AppError('NOT_FOUND');
    return visitor;
  }

  /** Runs an operation on behalf of the visitor. */
  async ask<Data>(request: FastifyRequest, operation: Operation<Data, NoVariables>): Promise<Data>;
  async ask<Data, Variables>(
    request: FastifyRequest,
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  async ask<Data>(
    request: FastifyRequest,
    operation: Operation<Data, unknown>,
    variables: unknown = {},
  ): Promise<Data> {
    return this.api.ask(await this.asking(request), operation, variables);
  }

  /** The same for what may take minutes, such as a large file. */
  async askPatiently<Data, Variables>(
    request: FastifyRequest,
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    return this.api.ask({ ...(await this.asking(request)), patient: true }, operation, variables);
  }

  /** The organisations a visitor works for, as it sees them. */
  async organisations(request: FastifyRequest, visitor: Visitor): Promise<OwnOrganisation[]> {
    const ids = [...new Set(visitor.memberships.map(({ organisationId }) => organisationId))];
    const read = await Promise.all(
      ids.map(async (id) => {
        const { organisation } = await this.ask(request, ownOrganisationQuery, { id });
        return organisation ? [organisation] : [];
      }),
    );
    return read.flat();
  }

  /** Sends the content of a file that an operation has announced. */
  put(request: FastifyRequest, uploadUrl: string, file: File): Promise<string | undefined> {
    return this.api.put(askingBy(request), uploadUrl, file);
  }

  async asking(request: FastifyRequest): Promise<Asking> {
    const visitor = await this.visitor(request);
    const form = textOf(request.body as Fields | undefined, '_form') || undefined;
    return { ...askingBy(request), token: visitor?.token, form };
  }

  /** Answers with a page. */
  async show<View extends PageView>(
    request: FastifyRequest,
    reply: FastifyReply,
    template: string,
    view: View,
    status = 200,
  ): Promise<void> {
    // A page that says what failed must not fail itself.
    const visitor = await this.visitor(request).catch(() => null);
    let secret = this.cookies.read(request, 'browser');
    if (secret === undefined) {
      secret = newSecret();
      this.cookies.write(reply, 'browser', secret);
    }
    await this.pages.send(
      request,
      reply,
      template,
      { visitor, formToken: formToken(secret), ...view },
      status,
    );
  }

  /** Asks before something goes that cannot be brought back: one way, wherever that is so. */
  async confirm(request: FastifyRequest, reply: FastifyReply, asked: Confirmation): Promise<void> {
    await this.show(request, reply, 'confirm/confirm.njk', asked, asked.problems?.length ? 400 : 200);
  }

  /** Answers with a CSV to keep. */
  async giveCsv(reply: FastifyReply, name: string, csv: string): Promise<void> {
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}.csv"`)
      .send(csv);
  }

  /** Gives a workbook, whose bytes are in base64, to download. */
  async giveWorkbook(reply: FastifyReply, name: string, base64: string): Promise<void> {
    await reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename="${name}.xlsx"`)
      .send(Buffer.from(base64, 'base64'));
  }

  /** Leads on after a form was dealt with. */
  async leadTo(reply: FastifyReply, path: string): Promise<void> {
    await reply.header('cache-control', 'no-store').redirect(path, 303);
  }

  /** Leads on from an address that something has left for good. */
  async leadForGood(reply: FastifyReply, path: string): Promise<void> {
    // It may be undone: nobody keeps it beyond the next visit.
    await reply.header('cache-control', 'no-cache').redirect(path, 301);
  }

  private async readVisitor(request: FastifyRequest): Promise<Visitor | null> {
    const token = this.cookies.read(request, 'session');
    if (token === undefined) return null;
    try {
      const { me, unread } = await this.api.ask({ ...askingBy(request), token }, visitorQuery);
      return me && { ...me, token, unread };
    } catch (error) {
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return null;
      throw error;
    }
  }
}

const HERE = /^\/(?![/\\])[^\s\\]*$/;

/** A path of this portal to go on to; never another site. */
export const safePath = (path: string, otherwise: string): string => (HERE.test(path) ? path : otherwise);
