import { type Actor, anonymous, systemActor } from '#lib/platform';
import { describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { Query, Resolver } from '@nestjs/graphql';
import { Access, type AccessLevel } from './access.decorator.js';
import { assertMayCall } from './access.rules.js';
import { AccessScan } from './access.scan.js';

const person = (...staffRoles: ('OFFICER' | 'ADMINISTRATOR')[]): Actor => ({
  kind: 'person',
  personId: 'p',
  email: 'p@example.com',
  staffRoles,
  memberships: [],
});
const callers = {
  anonymous,
  person: person(),
  officer: person('OFFICER'),
  administrator: person('ADMINISTRATOR'),
  system: systemActor('s'),
};

const answer = (actor: Actor, level: AccessLevel | undefined): string => {
  try {
    assertMayCall(actor, level);
    return 'yes';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('who may call', () => {
  it.each<[AccessLevel | undefined, string[]]>([
    ['PUBLIC', ['yes', 'yes', 'yes', 'yes', 'yes']],
    ['SIGNED_IN', ['UNAUTHENTICATED', 'yes', 'yes', 'yes', 'yes']],
    ['OFFICER', ['UNAUTHENTICATED', 'NOT_FOUND', 'yes', 'yes', 'yes']],
    ['ADMINISTRATOR', ['UNAUTHENTICATED', 'NOT_FOUND', 'NOT_FOUND', 'yes', 'yes']],
    [undefined, ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']],
  ])('an operation of level %s', (level, expected) => {
    expect(Object.values(callers).map((actor) => answer(actor, level))).toEqual(expected);
  });
});

describe('the start', () => {
  @Resolver()
  class Forgetful {
    @Access('PUBLIC')
    @Query(() => String)
    declared(): string {
      return 'yes';
    }

    @Query(() => String)
    forgotten(): string {
      return 'no';
    }
  }

  it('fails when an operation declares no access, and names it', async () => {
    @Module({ imports: [DiscoveryModule], providers: [Forgetful, AccessScan] })
    class Careless {}
    const start = NestFactory.createApplicationContext(Careless, { logger: false, abortOnError: false });
    await expect(start).rejects.toThrow(/Query\.forgotten$/);
  });
});
