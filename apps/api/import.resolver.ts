import {
  BackgroundImport,
  csvTemplate,
  ImportService,
  REQUIREMENT_TEMPLATE,
  requirementCsv,
  type RequirementFormat,
  SUPPLIER_TEMPLATE,
  workbookTemplate,
} from '#lib/imports';
import {
  ArgumentError,
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  RunService,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { RequirementService } from '#lib/requirements';
import { Args, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
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
  @Field(() => String, { nullable: true, description: 'The text of the file, 10 MB at most.' })
  content?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'In its stead the bytes of the file, in base64, such as those of an Excel workbook; 10 MB at most.',
  })
  file?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Whose requirements they are: of REQUIREMENT_CSV, and of it alone.',
  })
  buyerId?: string | null;

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

/** The file somebody sends, as text or as bytes, and in which field. */
function sentFile(
  textField: string,
  text: string | null | undefined,
  file: string | null | undefined,
): { field: string; content: string | Buffer } {
  if (file == null) return { field: textField, content: checkedText(textField, text, LONGEST_FILE) };
  if (text == null) return { field: 'file', content: fileBytes('file', file) };
  throw new ArgumentError('INVALID_VALUE', `Give "${textField}" or "file", not both.`, ['file']);
}

/** @throws ArgumentError when a buyer's list says no buyer, or another file says one */
function buyerOf({ format, buyerId }: ImportRequirementsInput): string | null {
  const isList = format === 'REQUIREMENT_CSV';
  if (isList && buyerId != null) return fromOpaqueId('org', buyerId);
  if (!isList && buyerId == null) return null;
  const message = isList
    ? 'Say whose requirements they are in "buyerId".'
    : 'The file names its buyers itself. Leave "buyerId" out.';
  throw new ArgumentError('INVALID_VALUE', message, ['buyerId']);
}

@ObjectType({ description: 'A column of a list to fill in.' })
export class TemplateColumn {
  @Field(() => String)
  heading!: string;

  @Field(() => Boolean)
  required!: boolean;

  @Field(() => String, { description: 'What to fill in.' })
  guidance!: string;

  @Field(() => String)
  example!: string;
}

/** Files in. */
@Resolver()
export class ImportResolver {
  constructor(
    private readonly imports: ImportService,
    private readonly background: BackgroundImport,
    private readonly runs: RunService,
    private readonly requirements: RequirementService,
  ) {}

  @Access('PUBLIC')
  @Query(() => String, { description: 'A supplier CSV to fill in, with an example.' })
  supplierCsvTemplate(): string {
    return csvTemplate(SUPPLIER_TEMPLATE);
  }

  @Access('PUBLIC')
  @Query(() => String, { description: 'The same as an Excel workbook (.xlsx), in base64.' })
  supplierWorkbookTemplate(): string {
    return workbookTemplate(SUPPLIER_TEMPLATE).toString('base64');
  }

  @Access('PUBLIC')
  @Query(() => String, { description: "A CSV for a buyer's requirements to fill in, with an example." })
  requirementCsvTemplate(): string {
    return csvTemplate(REQUIREMENT_TEMPLATE);
  }

  @Access('PUBLIC')
  @Query(() => String, { description: 'The same as an Excel workbook (.xlsx), in base64.' })
  requirementWorkbookTemplate(): string {
    return workbookTemplate(REQUIREMENT_TEMPLATE).toString('base64');
  }

  @Access('PUBLIC')
  @Query(() => [TemplateColumn], { description: 'What goes into each of its columns.' })
  requirementTemplateColumns(): readonly TemplateColumn[] {
    return REQUIREMENT_TEMPLATE.columns;
  }

  @Access('SIGNED_IN')
  @Query(() => String, {
    nullable: true,
    description: "A buyer's requirements in every state as the CSV they can be imported from again.",
  })
  async requirementCsv(
    @Ctx() ctx: Context,
    @Args('buyerId', { type: () => ID }) buyerId: string,
  ): Promise<string> {
    return requirementCsv(await this.requirements.ofBuyer(ctx, fromOpaqueId('org', buyerId)));
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
    const { field, content } = sentFile('csv', csv, file);
    const called = checkedText('name', name, 200);
    return this.withRun(
      ctx,
      inBackground
        ? await this.background.start(ctx, 'SUPPLIER_CSV', content, called, { field })
        : await this.imports.importSupplierFile(ctx, content, called, field),
    );
  }

  @Access('SIGNED_IN')
  @Mutation(() => RunPayload, {
    description:
      "Imports requirements. A buyer's own list becomes drafts of that buyer, and changes drafts alone; OCDS releases or records and JSON lines are for officers. Bad rows are reported and block no good one; a bad file changes nothing.",
  })
  async importRequirements(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: ImportRequirementsInput,
  ): Promise<Result<{ run: Run }>> {
    const { format, inBackground } = input;
    const { field, content } = sentFile('content', input.content, input.file);
    const target = { field, buyerId: buyerOf(input) };
    const called = checkedText('name', input.name, 200);
    return this.withRun(
      ctx,
      inBackground
        ? await this.background.start(ctx, format, content, called, target)
        : await this.imports.importRequirementFile(ctx, format, content, called, target),
    );
  }

  @Access('SIGNED_IN')
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

  @Access('SIGNED_IN')
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
