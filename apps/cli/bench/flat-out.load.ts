import { once } from 'node:events';
import { connect } from 'node:net';

/** Requests, each as it goes over the wire, sent in turn over so many connections for so long. */
export interface FlatOutOrder {
  url: URL;
  headers: Readonly<Record<string, string>>;
  bodies: readonly string[];
  connections: number;
  seconds: number;
}

const READ_BYTES = 256 * 1024;
/** Connections begin at different requests, or all would ask the same at the same moment. */
const APART = 7;

/**
 * As many requests as the connections carry, each sent when the one before is answered; answers are counted, not kept. A
 * client of its own, since it shares the processors with the server it measures: requests are bytes made beforehand, of an
 * answer only the status and the length are read, and all of a connection is read into the same memory.
 * @returns milliseconds that each answer took
 * @throws Error when any answer was not a 200
 */
export async function sendFlatOut(order: FlatOutOrder): Promise<number[]> {
  const requests = order.bodies.map((body) => asSent(order, body));
  const took: number[] = [];
  const until = performance.now() + order.seconds * 1_000;
  await Promise.all(
    Array.from({ length: order.connections }, (_, at) =>
      keepAsking(order.url, requests, at * APART, until, took),
    ),
  );
  return took;
}

function asSent({ url, headers }: FlatOutOrder, body: string): Buffer {
  const lines = [
    `POST ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

async function keepAsking(
  { hostname, port }: URL,
  requests: readonly Buffer[],
  from: number,
  until: number,
  took: number[],
): Promise<void> {
  let at = from;
  let begun = 0;
  let answer = new AnswerReader();
  const ask = (): void => {
    begun = performance.now();
    socket.write(requests[at++ % requests.length]!);
  };
  const read = (bytes: Buffer): void => {
    if (!answer.take(bytes)) return;
    const now = performance.now();
    took.push(now - begun);
    answer = new AnswerReader();
    if (now < until) ask();
    else socket.end();
  };
  const socket = connect({
    host: hostname,
    port: Number(port),
    noDelay: true,
    onread: {
      buffer: Buffer.alloc(READ_BYTES),
      callback: (length, memory) => {
        try {
          read(Buffer.from(memory.buffer, memory.byteOffset, length));
        } catch (error) {
          socket.destroy(error as Error);
        }
        return true;
      },
    },
  });
  await once(socket, 'connect');
  ask();
  await once(socket, 'close');
  if (performance.now() < until) throw new Error('The server closed a connection.');
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Takes an answer piece by piece. */
class AnswerReader {
  private head = Buffer.alloc(0);
  /** Bytes of the body that have not come; undefined while its head has not. */
  private left: number | undefined;

  /**
   * @returns whether the answer is complete
   * @throws Error unless it is a 200 that says how long it is
   */
  take(bytes: Buffer): boolean {
    if (this.left === undefined) {
      const known = this.head.length === 0 ? bytes : Buffer.concat([this.head, bytes]);
      const end = known.indexOf(HEAD_END);
      if (end < 0) {
        this.head = Buffer.from(known);
        return false;
      }
      this.left = lengthOf(known.toString('latin1', 0, end)) - (known.length - end - HEAD_END.length);
    } else this.left -= bytes.length;
    if (this.left < 0) throw new Error('An answer was longer than it said.');
    return this.left === 0;
  }
}

function lengthOf(head: string): number {
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`The server answered: ${head.split('\r\n')[0]}`);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error('The server did not say how long its answer is.');
  return Number(length);
}
