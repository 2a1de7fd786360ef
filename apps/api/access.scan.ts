import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { RESOLVER_NAME_METADATA, RESOLVER_TYPE_METADATA } from '@nestjs/graphql';
import { ACCESS_METADATA, type AccessLevel } from './access.decorator.js';

export interface DeclaredOperation {
  /** Query, Mutation, Subscription, or the controller of an HTTP handler. */
  kind: string;
  name: string;
  access: AccessLevel | undefined;
}

const HTTP_PATH_METADATA = 'path';

/** Finds every operation there is and what access it declares; refuses to start when one declares none. */
@Injectable()
export class AccessScan implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const undeclared = this.operations().filter(({ access }) => access === undefined);
    if (undeclared.length > 0) {
      const names = undeclared.map(({ kind, name }) => `${kind}.${name}`).join(', ');
      throw new Error(`These operations declare no access; add @Access(…) to each: ${names}`);
    }
  }

  /** Sorted by kind and name. */
  operations(): DeclaredOperation[] {
    const found = [...this.discovery.getProviders(), ...this.discovery.getControllers()].flatMap(
      (wrapper) => {
        const { instance } = wrapper as { instance: object | undefined };
        return instance === undefined || instance === null ? [] : this.operationsOf(instance);
      },
    );
    const key = ({ kind, name }: DeclaredOperation): string => `${kind}.${name}`;
    return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  private operationsOf(instance: object): DeclaredOperation[] {
    const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
    if (prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((method): DeclaredOperation[] => {
      const handler = Object.getOwnPropertyDescriptor(prototype, method)?.value as object | undefined;
      if (typeof handler !== 'function') return [];
      const read = (key: string): string | undefined =>
        Reflect.getMetadata(key, handler) as string | undefined;
      const access = read(ACCESS_METADATA) as AccessLevel | undefined;
      const kind = read(RESOLVER_TYPE_METADATA);
      if (kind !== undefined && ['Query', 'Mutation', 'Subscription'].includes(kind)) {
        return [{ kind, name: read(RESOLVER_NAME_METADATA) ?? method, access }];
      }
      const path = read(HTTP_PATH_METADATA);
      return path === undefined ? [] : [{ kind: instance.constructor.name, name: method, access }];
    });
  }
}
