import { TypeID } from 'typeid-js';
import { v7 as uuidv7, validate } from 'uuid';
import { AppError } from './error.catalogue.js';

/** Kinds of thing that have an id the outside may hold. */
export type IdKind =
  | 'org'
  | 'site'
  | 'req'
  | 'intro'
  | 'digest'
  | 'run'
  | 'person'
  | 'token'
  | 'mail'
  | 'cert'
  | 'session'
  | 'invite'
  | 'ask'
  | 'news'
  | 'search'
  | 'webhook'
  | 'delivery'
  | 'file'
  | 'check'
  | 'merger'
  | 'distinction';

/** A new time-ordered uuid (version 7). */
export const newId = (): string => uuidv7();

/** The opaque id shown outside for a stored uuid, e.g. `org_01h455vb4pex5vsknk084sn02q`. */
export const toOpaqueId = (kind: IdKind, uuid: string): string => TypeID.fromUUID(kind, uuid).toString();

/** The uuid behind an opaque id, or undefined when it is not one of this kind (a bare uuid is accepted too). */
export function tryFromOpaqueId(kind: IdKind, id: string): string | undefined {
  if (validate(id)) return id;
  try {
    return TypeID.fromString(id, kind).toUUID();
  } catch {
    return undefined;
  }
}

/** @throws AppError NOT_FOUND: an id of no known shape names nothing */
export function fromOpaqueId(kind: IdKind, id: string): string {
  const uuid = tryFromOpaqueId(kind, id);
  if (uuid === undefined) throw new AppError('NOT_FOUND');
  return uuid;
}
