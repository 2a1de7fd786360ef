import {
  BackgroundImport,
  ImportService,
  type RequirementFormat,
  supplierCsvTemplate,
  supplierWorkbookTemplate,
} from '#lib/imports';
import {
  ArgumentError,
  fromOpaqueId,
  isFailure,
  type Result,
  RunService,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { Args, Field, ID, InputType, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { RequirementFormatEnum } from './enums.js';
import { checkedText } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { RunPayload } from './run.resolver.js';
import { type Run, toRun } from './run.types.js';

/** Longest text of a file, in UTF-16 units; the body that carries it is limited too. */
const LONGEST_FILE = 10 * 1024 * 1024;

const IN_BACKGROUND = {
  defaultValue: false,
  description:
    'Answer at once with a run that waits its turn, rather than once all is imported: watch it with importProgress.',
};

@InputType()
export class ImportSuppliersInput {
  @Field(() => String, {
    nullable: true,
    description: 'The text of a CSV made from the template, 10 MB at most.',
  })
  csv?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'In its stead a file, in base64: an Excel workbook (.xlsx) with a sheet made from the template, or such a CSV; 10 MB at most.',
  })
  file?: string | null;

  @Field(() => String, { defaultValue: 'suppliers.csv', description: 'What the file is called.' })
  name!: string;

  @Field(() => Boolean, IN_BACKGROUND)
  inBackground!: boolean;
}

@InputType()
export class ImportRequirementsInput {
  @Field(() => String, { description: 'The text of the file, 10 MB at most.' })
  content!: string;

  @Field(() => RequirementFormatEnum)
  format!: RequirementFormat;

  @Field(() => String, { defaultValue: 'requirements', description: 'What the file is called.' })
  name!: string;

  @Field(() => Boolean, IN_BACKGROUND)
  inBackground!: boolean;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** @throws ArgumentError when it is no base64, or longer than a file may be */
function fileBytes(name: string, text: string): Buffer {
  const joined = text.replace(/\s+/g, '');
  if (!BASE64.test(joined)) {
    throw new ArgumentError('INVALID_VALUE', `"${name}" is not in base64. Encode the bytes of the file.`, [
      name,
    ]);
  }
  const bytes = Buffer.from(joined, 'base64');
  if (bytes.length <= LONGEST_FILE) return bytes;
  const message = `"${name}" has ${bytes.length} bytes, and ${LONGEST_FILE} are taken. Send it in parts.`;
  throw new ArgumentError('TOO_LONG', message, [name]);
}

/** Files in. */
@Resolver()
export class ImportResolver {
  constructor(
    private readonly imports: ImportService,
    private readonly background: BackgroundImport,
    private readonly runs: RunService,
  ) {}

  @Access('PUBLIC')
  @Query(() => String, { description: 'A supplier CSV to fill in, with an example.' })
  supplierCsvTemplate(): string {
    return supplierCsvTemplate();
  }

  @Access('PUBLIC')
  @Query(() => String, { description: 'The same as an Excel workbook (.xlsx), in base64.' })
  supplierWorkbookTemplate(): string {
    return supplierWorkbookTemplate().toString('base64');
  }

  @Access('OFFICER')
  @Mutation(() => RunPayload, {
    description:
      'Imports suppliers. Bad rows are reported and block no good one; a bad file changes nothing.',
  })
  async importSuppliers(
    @Ctx() ctx: TransactionContext,
    @Args('input') { csv, file, name, inBackground }: ImportSuppliersInput,
  ): Promise<Result<{ run: Run }>> {
    if ((csv ?? null) !== null && (file ?? null) !== null) {
      throw new ArgumentError('INVALID_VALUE', 'Give "csv" or "file", not both.', ['file']);
    }
    const field = (file ?? null) === null ? 'csv' : 'file';
    const content = field === 'file' ? fileBytes('file', file!) : checkedText('csv', csv, LONGEST_FILE);
    const called = checkedText('name', name, 200);
    return this.withRun(
      ctx,
      inBackground
        ? await this.background.start(ctx, 'SUPPLIER_CSV', content, called, field)
        : await this.imports.importSupplierFile(ctx, content, called, field),
    );
  }

  @Access('OFFICER')
  @Mutation(() => RunPayload, {
    description:
      'Imports requirements: OCDS releases or records, or JSON lines. Bad rows are reported and block no good one; a bad file changes nothing.',
  })
  async importRequirements(
    @Ctx() ctx: TransactionContext,
    @Args('input') { content, format, name, inBackground }: ImportRequirementsInput,
  ): Promise<Result<{ run: Run }>> {
    const text = checkedText('content', content, LONGEST_FILE);
    const called = checkedText('name', name, 200);
    return this.withRun(
      ctx,
      inBackground
        ? await this.background.start(ctx, format, text, called, 'content')
        : await this.imports.importRequirementText(ctx, text, format, called),
    );
  }

  @Access('OFFICER')
  @Mutation(() => RunPayload, {
    description:
      'Imports a file again whose import in the background has failed or stands still: it is kept until then.',
  })
  async retryImport(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ run: Run }>> {
    return this.withRun(ctx, await this.background.retry(ctx, fromOpaqueId('run', id)));
  }

  @Access('OFFICER')
  @Mutation(() => RunPayload, {
    description:
      'Takes an import in the background back: removes the records it made, those left out that somebody has had to do with since. What it changed in others stays.',
  })
  async undoImport(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ run: Run }>> {
    return this.withRun(ctx, await this.background.undo(ctx, fromOpaqueId('run', id)));
  }

  private async withRun(
    ctx: TransactionContext,
    imported: Result<{ runId: string }>,
  ): Promise<Result<{ run: Run }>> {
    if (isFailure(imported)) return imported;
    return succeed({ run: toRun((await this.runs.find(ctx, imported.value.runId))!, ctx.now()) });
  }
}
