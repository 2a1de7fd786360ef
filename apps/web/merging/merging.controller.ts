import { dayInWords } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import {
  alikePageQuery,
  distinguishSuppliersMutation,
  mergePageQuery,
  mergeSuppliersMutation,
  undoDistinctionMutation,
  undoMergerMutation,
} from './document.operations.js';
import { alikeHref, comparedLines, mergeHref, mergeParts, noteField } from './merging.view.js';

/** Records that may be of one supplier, for officers: side by side, and made one after a question. */
@Controller('office/alike')
export class MergingController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.showList(request, reply, query);
  }

  private async showList(
    request: FastifyRequest,
    reply: FastifyReply,
    query: Fields,
    { problems = [], typed = {} }: { problems?: Problem[]; typed?: Record<string, string> } = {},
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const supplierId = textOf(query, 'supplier') || null;
    const distinct = textOf(query, 'distinct') === 'yes';
    const { alikeSuppliers, others } = await this.portal.ask(request, alikePageQuery, {
      after: textOf(query, 'after') || null,
      supplierId,
      distinct,
      others: !distinct,
    });
    const { totalCount, pageInfo, edges } = alikeSuppliers;
    const view = {
      title: distinct ? 'Records of two firms that look like one' : 'Records that look like one supplier',
      total: totalCount,
      supplierId,
      distinct,
      tabs: [false, true].map((isDistinct) => ({
        label: `${isDistinct ? 'Two firms' : 'May be one'} (${isDistinct === distinct ? totalCount : others.totalCount})`,
        href: alikeHref({ supplier: supplierId, distinct: isDistinct }),
        current: isDistinct === distinct,
      })),
      allHref: alikeHref({ distinct }),
      problems,
      typed,
      pairs: edges.map(({ node }) => ({
        ...node,
        lines: comparedLines(node),
        href: mergeHref(node.stays.supplier.id, node.goes.supplier.id),
        otherHref: mergeHref(node.goes.supplier.id, node.stays.supplier.id),
        noteField: noteField(node.stays.supplier.id, node.goes.supplier.id),
      })),
      nextHref:
        pageInfo.hasNextPage && pageInfo.endCursor !== null
          ? alikeHref({ supplier: supplierId, distinct, after: pageInfo.endCursor })
          : null,
      done: DONE[textOf(query, 'done')],
      distinction: textOf(query, 'done') === 'distinct' ? textOf(query, 'distinction') : '',
    };
    await this.portal.show(request, reply, 'merging/alike.njk', view, problems.length ? 400 : 200);
  }

  /** Takes a pair off the list: they are two firms. */
  @Post('distinct')
  async distinguish(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const [oneId, otherId, supplier] = [textOf(body, 'one'), textOf(body, 'other'), textOf(body, 'supplier')];
    const field = noteField(oneId, otherId);
    const note = textOf(body, field);
    const { distinguished } = await this.portal.ask(request, distinguishSuppliersMutation, {
      input: { oneId, otherId, note },
    });
    const problems = problemsOf(distinguished.errors, {
      '': field,
      note: field,
      oneId: field,
      otherId: field,
    });
    if (problems.length) {
      return this.showList(request, reply, { supplier }, { problems, typed: { [field]: note } });
    }
    const distinction = found(distinguished.distinctionId);
    await this.portal.leadTo(reply, alikeHref({ supplier, done: 'distinct', distinction }));
  }

  /** Puts a pair back on the list. */
  @Post('distinct/undo')
  async putBack(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    await this.portal.ask(request, undoDistinctionMutation, { id: textOf(body, 'distinction') });
    await this.portal.leadTo(reply, alikeHref({ supplier: textOf(body, 'supplier'), done: 'back' }));
  }

  /** Takes a merger back. */
  @Post('undo')
  async undo(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const { undone } = await this.portal.ask(request, undoMergerMutation, { id: textOf(body, 'merger') });
    const [problem] = undone.errors;
    if (problem) {
      const back = textOf(body, 'supplier');
      const view = {
        title: 'This merger stands',
        message: problem.message,
        back: `/suppliers/${encodeURIComponent(back)}`,
      };
      return this.portal.show(request, reply, 'merging/stands.njk', view, 409);
    }
    const [stays] = undone.suppliers ?? [];
    await this.portal.leadTo(reply, alikeHref({ supplier: stays?.id ?? null, done: 'undone' }));
  }

  @Get(':stays/:goes')
  async question(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('stays') stays: string,
    @Param('goes') goes: string,
  ): Promise<void> {
    await this.ask(request, reply, [stays, goes]);
  }

  @Post(':stays/:goes')
  async merge(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('stays') staysId: string,
    @Param('goes') goesId: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const reason = textOf(body, 'reason');
    const { merged } = await this.portal.ask(request, mergeSuppliersMutation, {
      input: { staysId, goesId, reason },
    });
    const problems = problemsOf(merged.errors, { '': 'reason', goesId: 'reason', staysId: 'reason' });
    if (problems.length) return this.ask(request, reply, [staysId, goesId], { problems, reason });
    await this.portal.leadTo(
      reply,
      `/suppliers/${found(merged.supplier).id}?done=merged&merger=${found(merged.mergerId)}`,
    );
  }

  private async ask(
    request: FastifyRequest,
    reply: FastifyReply,
    [staysId, goesId]: [string, string],
    { problems = [], reason = '' }: { problems?: Problem[]; reason?: string } = {},
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const plan = found(
      (await this.portal.ask(request, mergePageQuery, { staysId, goesId })).supplierMergePlan,
    );
    const [its, others] = [plan.stays.supplier, plan.goes.supplier];
    const view = {
      title: `Merge two records of ${its.name}?`,
      warning: `“${others.name}” (${idOf(plan.goes)}) goes: it is in no list any more, and its address leads to “${its.name}” (${idOf(plan.stays)}), which stays. The people of both are told.`,
      plan,
      lines: comparedLines(plan),
      parts: mergeParts(plan),
      otherHref: mergeHref(goesId, staysId),
      words: {
        name: 'reason',
        label: 'How do you know that the two are one?',
        hint: 'Their people read it, and it stands in the history.',
        value: reason,
      },
      button: 'Merge them',
      keep: 'Keep both',
      back: '/office/alike',
      backText: 'Records that look like one supplier',
      problems,
    };
    await this.portal.show(request, reply, 'merging/merge.njk', view, problems.length ? 400 : 200);
  }
}

const DONE: Readonly<Record<string, string>> = {
  undone: 'Undone. The two records stand as they did before.',
  distinct: 'These are two firms: the pair is off the list, for every officer.',
  back: 'The pair is on the list again.',
};

/** What tells two records of one name apart. */
const idOf = ({
  supplier,
  registeredAt,
}: {
  supplier: { companyNumber: string | null; sites: readonly { postcode: string }[] };
  registeredAt: string;
}): string =>
  [
    supplier.companyNumber ?? 'no company number',
    supplier.sites[0]?.postcode,
    `since ${dayInWords(registeredAt.slice(0, 10))}`,
  ]
    .filter(Boolean)
    .join(', ');
