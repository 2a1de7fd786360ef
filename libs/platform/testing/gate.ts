import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface Gate {
  url: string;
  /** Ends what is open, and takes nothing until it is opened again. */
  shut(): void;
  open(): void;
  /** How many have come while it was shut. */
  readonly refused: number;
  close(): Promise<void>;
}

/** The store behind a door that can be shut, as a server that restarts is. */
export async function openGate(url: string): Promise<Gate> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isShut = false;
  let refused = 0;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    return socket;
  };
  const server: Server = createServer((socket) => {
    if (isShut) {
      refused += 1;
      socket.destroy();
      return;
    }
    const inner = keep(connect(Number(port), hostname));
    keep(socket).pipe(inner).pipe(socket);
    inner.on('close', () => socket.destroy());
    socket.on('close', () => inner.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const through = new URL(url);
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: through.href,
    shut: () => {
      isShut = true;
      for (const socket of sockets) socket.destroy();
    },
    open: () => {
      isShut = false;
    },
    get refused() {
      return refused;
    },
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}
