import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, listOf, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import {
  addMembersMutation,
  membersQuery,
  recogniseQuery,
  removeMembersMutation,
} from './document.operations.js';
import { sortLines } from './members.view.js';

interface State {
  done?: string;
  problems?: Problem[];
  typed?: Fields;
  /** What takes back what has just been done: where to, and for whom. */
  undo?: { action: 'add' | 'remove'; members: string[] };
}

/** Who belongs to a cluster body: adding by a list, and letting go. */
@Controller('clusters/:id/members')
export class MembersController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, id, textOf(query, 'after') || null, {});
  }

  @Post('preview')
  async preview(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const text = textOf(body, 'list');
    if (text === '') {
      const problems = [{ field: 'list', message: 'Type a name or a company number, or paste a list.' }];
      return this.page(request, reply, id, null, { problems });
    }
    const { clusterBody, recogniseMembers } = await this.portal.ask(request, recogniseQuery, { id, text });
    const cluster = found(clusterBody);
    const view = {
      title: `Members to add to ${cluster.name}`,
      cluster,
      text,
      ...sortLines(recogniseMembers),
    };
    await this.portal.show(request, reply, 'members/preview.njk', view);
  }

  /** Answered by the page itself, which knows whom it was about and can take it back. */
  @Post('add')
  async add(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const members = listOf(body, 'members');
    if (members.length === 0) {
      const problems = [
        { field: 'list', message: 'Nobody was ticked. Look for them again, and tick whom to add.' },
      ];
      return this.page(request, reply, id, null, { problems, typed: body });
    }
    const { done } = await this.portal.ask(request, addMembersMutation, { id, members });
    const problems = problemsOf(done.errors, { '': 'list' });
    const added = done.added ?? 0;
    await this.page(
      request,
      reply,
      id,
      null,
      problems.length
        ? { problems }
        : {
            done: added === 1 ? 'One member added.' : `${added} members added.`,
            undo: { action: 'remove', members },
          },
    );
  }

  @Post('remove')
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const members = listOf(body, 'members');
    const { done } = await this.portal.ask(request, removeMembersMutation, { id, members });
    const problems = problemsOf(done.errors, { '': 'list' });
    const removed = done.removed ?? 0;
    await this.page(
      request,
      reply,
      id,
      null,
      problems.length
        ? { problems }
        : {
            done: removed === 1 ? 'No longer a member.' : `${removed} are no longer members.`,
            undo: { action: 'add', members },
          },
    );
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    after: string | null,
    state: State,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const cluster = found((await this.portal.ask(request, membersQuery, { id, after })).clusterBody);
    const view = {
      title: `Members of ${cluster.name}`,
      cluster,
      members: found(cluster.members),
      typed: {},
      ...state,
    };
    const status = state.problems?.length ? 400 : 200;
    await this.portal.show(request, reply, 'members/members.njk', view, status);
  }
}
