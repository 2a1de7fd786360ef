import { ImportService, type RequirementFormat, supplierCsvTemplate } from '#lib/imports';
import { isFailure, type Result, RunService, succeed, type TransactionContext } from '#lib/platform';
import { Args, Field, InputType, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { RequirementFormatEnum } from './enums.js';
import { checkedText } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { RunPayload } from './run.resolver.js';
import { type Run, toRun } from './run.types.js';

/** Longest text of a file, in UTF-16 units; the body that carries it is limited too. */
const LONGEST_FILE = 10 * 1024 * 1024;

@InputType()
export class ImportSuppliersInput {
  @Field(() => String, { description: 'The text of a CSV made from the template, 10 MB at most.' })
  csv!: string;

  @Field(() => String, { defaultValue: 'suppliers.csv', description: 'What the file is called.' })
  name!: string;
}

@InputType()
export class ImportRequirementsInput {
  @Field(() => String, { description: 'The text of the file, 10 MB at most.' })
  content!: string;

  @Field(() => RequirementFormatEnum)
  format!: RequirementFormat;

  @Field(() => String, { defaultValue: 'requirements', description: 'What the file is called.' })
  name!: string;
}

/** Files in. */
@Resolver()
export class ImportResolver {
  constructor(
    private readonly imports: ImportService,
    private readonly runs: RunService,
  ) {}

  @Access('PUBLIC')
  @Query(() => String, { description: 'A supplier CSV to fill in, with an example.' })
  supplierCsvTemplate(): string {
    return supplierCsvTemplate();
  }

  @Access('OFFICER')
  @Mutation(() => RunPayload, {
    description:
      'Imports suppliers. Bad rows are reported and block no good one; a bad file changes nothing.',
  })
  async importSuppliers(
    @Ctx() ctx: TransactionContext,
    @Args('input') { csv, name }: ImportSuppliersInput,
  ): Promise<Result<{ run: Run }>> {
    const text = checkedText('csv', csv, LONGEST_FILE);
    const imported = await this.imports.importSupplierCsvText(ctx, text, checkedText('name', name, 200));
    if (isFailure(imported)) return imported;
    return succeed({ run: toRun((await this.runs.find(ctx, imported.value.runId))!, ctx.now()) });
  }

  @Access('OFFICER')
  @Mutation(() => RunPayload, {
    description:
      'Imports requirements: OCDS releases or records, or JSON lines. Bad rows are reported and block no good one; a bad file changes nothing.',
  })
  async importRequirements(
    @Ctx() ctx: TransactionContext,
    @Args('input') { content, format, name }: ImportRequirementsInput,
  ): Promise<Result<{ run: Run }>> {
    const text = checkedText('content', content, LONGEST_FILE);
    const called = checkedText('name', name, 200);
    const imported = await this.imports.importRequirementText(ctx, text, format, called);
    if (isFailure(imported)) return imported;
    return succeed({ run: toRun((await this.runs.find(ctx, imported.value.runId))!, ctx.now()) });
  }
}
