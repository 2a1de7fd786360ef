import { CustomScalar, Scalar } from '@nestjs/graphql';
import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { DateTime } from 'luxon';

const isDay = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;

function read(value: unknown): string {
  if (isDay(value)) return value;
  throw new GraphQLError('A Date is a calendar day written as 2026-03-31.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** A calendar day, without time or zone: certificates and deadlines are days. */
@Scalar('Date', () => LocalDate)
export class LocalDate implements CustomScalar<string, string> {
  description = 'A calendar day in ISO form, e.g. 2026-03-31.';

  serialize(value: unknown): string {
    return String(value).slice(0, 10);
  }

  parseValue(value: unknown): string {
    return read(value);
  }

  parseLiteral(node: ValueNode): string {
    return read(node.kind === Kind.STRING ? node.value : undefined);
  }
}
