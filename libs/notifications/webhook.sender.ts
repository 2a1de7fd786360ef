import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as secureRequest, type RequestOptions } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/** Addresses that are ours or our neighbours': a webhook must not make us speak to them. */
const inside = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(address, prefix, 'ipv4');
  inside.addSubnet(`::ffff:${address}`, 96 + prefix, 'ipv6');
}
for (const [address, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(address, prefix, 'ipv6');
}

/** Whether an IP address lies inside a private network, or is no unicast address. */
export const isInside = (address: string): boolean =>
  inside.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

const refusal = (host: string): Error => new Error(`${host} leads into a private network`);

/** Resolves a name, and refuses what leads inside: checked on the very address that is connected to. */
const guardedLookup: LookupFunction = (host, options, callback) => {
  resolve(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? new Error(`${host} has no address`), '', 4);
    if (addresses.some(({ address }) => isInside(address))) return callback(refusal(host), '', 4);
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

export interface Outgoing {
  url: string;
  body: string;
  headers: Record<string, string>;
  /** For demonstration and tests: our own machine may be the receiver. */
  allowInside: boolean;
  timeoutMs?: number;
}

/**
 * Posts a body and gives the status of the answer, which is not read; redirections are not followed.
 * @throws Error when the receiver cannot be reached in time, or lies in a private network
 */
export function send({ url, body, headers, allowInside, timeoutMs = 10_000 }: Outgoing): Promise<number> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (!allowInside && isIP(host) !== 0 && isInside(host)) return Promise.reject(refusal(host));
  const signal = AbortSignal.timeout(timeoutMs);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    signal,
    ...(allowInside ? {} : { lookup: guardedLookup }),
  };
  return new Promise((done, failed) => {
    const outgoing = (target.protocol === 'https:' ? secureRequest : plainRequest)(
      target,
      options,
      (answer) => {
        answer.destroy();
        done(answer.statusCode ?? 0);
      },
    );
    outgoing.on('error', (error) =>
      failed(signal.aborted ? new Error(`no answer within ${timeoutMs / 1_000} s`) : error),
    );
    outgoing.end(body);
  });
}
